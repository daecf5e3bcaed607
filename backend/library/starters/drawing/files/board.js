// The drawing itself. A layer is {id, name, visible, opacity, strokes}; a stroke is {tool, color, size, points} with
// points as a flat list x, y, pressure (0 to 255) on a sheet of 1600 by 1000. Strokes never change once drawn, so a
// step of the history is only a list of lists.

const sheetSize = { width: 1600, height: 1000 };
const mostLayers = 8;
const mostSteps = 200;

function newLayer(name) {
  return { id: crypto.randomUUID(), name, visible: true, opacity: 100, strokes: [] };
}

function newCanvas(scale = 1) {
  return Object.assign(document.createElement('canvas'), { width: sheetSize.width * scale, height: sheetSize.height * scale });
}

function drawStroke(context, stroke, scale = 1) {
  const { tool, color, size, points } = stroke;
  context.save();
  context.scale(scale, scale);
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = color;
  context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over';
  if (tool === 'marker') drawMarker(context, points, size);
  else drawPen(context, points, size);
  context.restore();
}

// One path of one width, so that a half transparent line does not darken where it meets itself.
function drawMarker(context, points, size) {
  context.globalAlpha = 0.4;
  context.lineWidth = size * 1.6;
  context.beginPath();
  context.moveTo(points[0], points[1]);
  for (let at = 0; at < points.length; at += 3) context.lineTo(points[at], points[at + 1]);
  context.stroke();
}

// Curves through the middles of the segments, each as wide as the pressure says.
function drawPen(context, points, size) {
  let [fromX, fromY] = points;
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, pressure] = points.slice(at, at + 3);
    const last = at + 3 >= points.length;
    const toX = last ? x : (x + points[at + 3]) / 2;
    const toY = last ? y : (y + points[at + 4]) / 2;
    context.lineWidth = Math.max(0.5, size * (0.25 + (1.5 * pressure) / 255));
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.quadraticCurveTo(x, y, toX, toY);
    context.stroke();
    [fromX, fromY] = [toX, toY];
  }
}

class Board {
  layers = [newLayer('Layer 1')];
  chosen = this.layers[0].id;
  sheet = '#ffffff';
  #past = [];
  #future = [];
  #pictures = new Map(); // id -> {strokes, canvas}: what a layer looks like, as long as its strokes are the same list
  #scratch = newCanvas();

  get layer() {
    return this.layers.find(layer => layer.id === this.chosen) ?? this.layers[this.layers.length - 1];
  }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  // Every change goes through here, so every change can be undone.
  change(layers) {
    this.#past = [...this.#past, this.layers].slice(-mostSteps);
    this.#future = [];
    this.#show(layers);
  }

  changeLayer(part) {
    const { id } = this.layer;
    this.change(this.layers.map(layer => (layer.id === id ? { ...layer, ...part } : layer)));
  }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.layers);
    this.#show(this.#past.pop());
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.layers);
    this.#show(this.#future.pop());
  }

  #show(layers) {
    this.layers = layers;
    this.chosen = this.layer.id;
  }

  picture(layer) {
    const known = this.#pictures.get(layer.id);
    if (known?.strokes === layer.strokes) return known.canvas;
    const grown = known && layer.strokes.length === known.strokes.length + 1 && known.strokes.every((stroke, index) => stroke === layer.strokes[index]);
    const canvas = known?.canvas ?? newCanvas();
    const context = canvas.getContext('2d');
    if (!grown) context.clearRect(0, 0, canvas.width, canvas.height);
    for (const stroke of grown ? layer.strokes.slice(-1) : layer.strokes) drawStroke(context, stroke);
    this.#pictures.set(layer.id, { strokes: layer.strokes, canvas });
    return canvas;
  }

  // Paints all layers; `wet` is the stroke that is being drawn on the chosen one.
  paint(context, wet = null) {
    context.clearRect(0, 0, sheetSize.width, sheetSize.height);
    if (this.sheet) {
      context.fillStyle = this.sheet;
      context.fillRect(0, 0, sheetSize.width, sheetSize.height);
    }
    for (const layer of this.layers) {
      if (!layer.visible) continue;
      context.globalAlpha = layer.opacity / 100;
      context.drawImage(wet && layer === this.layer ? this.#wetPicture(layer, wet) : this.picture(layer), 0, 0);
      context.globalAlpha = 1;
    }
  }

  #wetPicture(layer, wet) {
    const context = this.#scratch.getContext('2d');
    context.clearRect(0, 0, sheetSize.width, sheetSize.height);
    context.drawImage(this.picture(layer), 0, 0);
    drawStroke(context, wet);
    return this.#scratch;
  }

  // The whole drawing at twice its size, drawn anew from its strokes so that it stays sharp.
  large() {
    const whole = newCanvas(2);
    const context = whole.getContext('2d');
    context.fillStyle = this.sheet || 'transparent';
    context.fillRect(0, 0, whole.width, whole.height);
    for (const layer of this.layers.filter(one => one.visible)) {
      const canvas = newCanvas(2);
      for (const stroke of layer.strokes) drawStroke(canvas.getContext('2d'), stroke, 2);
      context.globalAlpha = layer.opacity / 100;
      context.drawImage(canvas, 0, 0);
    }
    return whole;
  }
}

// Stored text may be anything; what is no layer or stroke is left out.
function readLayer(stored) {
  if (typeof stored?.id !== 'string') return null;
  const isStroke = stroke => ['pen', 'marker', 'eraser'].includes(stroke?.tool) && /^#[0-9a-f]{6}$/i.test(stroke.color) && stroke.size > 0
    && Array.isArray(stroke.points) && stroke.points.length >= 3 && stroke.points.length % 3 === 0 && stroke.points.every(Number.isFinite);
  return {
    id: stored.id,
    name: String(stored.name ?? 'Layer').slice(0, 40),
    visible: stored.visible !== false,
    opacity: Math.min(100, Math.max(5, Number(stored.opacity) || 100)),
    strokes: Array.isArray(stored.strokes) ? stored.strokes.filter(isStroke) : [],
  };
}
