const $ = id => document.getElementById(id);
const colors = { Ink: '#23252e', Iris: '#4b4fae', Sky: '#2f86c5', Leaf: '#3d8a4e', Sun: '#eab02d', Clay: '#c5642d', Red: '#c33d3d', Rose: '#d77a9c', Chalk: '#ffffff', Slate: '#85878f' };
const tools = { pen: 'Pen', marker: 'Marker', eraser: 'Eraser' };
const keys = { b: 'pen', m: 'marker', e: 'eraser' };

const board = new Board();
const context = $('paper').getContext('2d');
const tool = { name: 'pen', color: '#23252e', size: 6 };
const point = { x: 800, y: 500, shown: false, down: false }; // the point that the arrow keys move
let wet = null;
let saved = new Map(); // layer id -> the layer as it was last written
let saving = null;
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function open() {
  const stored = load('board') ?? {};
  const layers = (Array.isArray(stored.order) ? stored.order : []).map(id => readLayer(load(`layer:${id}`))).filter(Boolean).slice(0, mostLayers);
  if (layers.length) board.layers = layers;
  board.chosen = layers.some(layer => layer.id === stored.chosen) ? stored.chosen : board.layer.id;
  if (['#ffffff', '#f7efdf', '#23252e', ''].includes(stored.sheet)) board.sheet = stored.sheet;
  if (tools[stored.tool?.name]) tool.name = stored.tool.name;
  if (/^#[0-9a-f]{6}$/i.test(stored.tool?.color)) tool.color = stored.tool.color;
  if (stored.tool?.size >= 1 && stored.tool.size <= 80) tool.size = stored.tool.size;
}

// Each layer is its own entry, so that a stroke writes one layer and not the whole drawing.
function save() {
  clearTimeout(saving);
  try {
    for (const layer of board.layers) if (saved.get(layer.id) !== layer) localStorage.setItem(`layer:${layer.id}`, JSON.stringify(layer));
    for (const id of saved.keys()) if (!board.layers.some(layer => layer.id === id)) localStorage.removeItem(`layer:${id}`);
    localStorage.setItem('board', JSON.stringify({ order: board.layers.map(layer => layer.id), chosen: board.chosen, sheet: board.sheet, tool }));
    saved = new Map(board.layers.map(layer => [layer.id, layer]));
  } catch {
    say('The drawing has become too large to be kept. Download it as PNG, or clear a layer.');
  }
}

function saveSoon() {
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

// Shows a sentence; with `undo` a button that takes the last step back.
function say(text, undo = false) {
  clearTimeout(said);
  $('notice').hidden = false;
  $('notice').firstElementChild.textContent = text;
  $('notice').lastElementChild.hidden = !undo;
  said = setTimeout(() => { $('notice').hidden = true; }, 10_000);
}

// Every act of the person ends in the same steps: keep it, show it.
function act(change) {
  change();
  saveSoon();
  drawAll();
}

function make(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function paint() {
  board.paint(context, wet);
  if (!point.shown) return;
  context.strokeStyle = board.sheet === '#23252e' ? '#ffffff' : '#23252e';
  context.lineWidth = point.down ? 4 : 2;
  context.beginPath();
  context.arc(point.x, point.y, Math.max(10, tool.size), 0, 2 * Math.PI);
  context.moveTo(point.x - 6, point.y);
  context.lineTo(point.x + 6, point.y);
  context.moveTo(point.x, point.y - 6);
  context.lineTo(point.x, point.y + 6);
  context.stroke();
}

function drawAll() {
  for (const button of $('tools').children) button.setAttribute('aria-pressed', button.dataset.tool === tool.name);
  for (const button of $('swatches').children) button.setAttribute('aria-pressed', button.dataset.color === tool.color);
  $('color').value = tool.color;
  $('size').value = tool.size;
  $('sizeWords').textContent = tool.size;
  $('undo').disabled = !board.canUndo;
  $('redo').disabled = !board.canRedo;
  $('sheet').value = board.sheet;
  const strokes = board.layers.reduce((sum, layer) => sum + layer.strokes.length, 0);
  $('paper').setAttribute('aria-label', `Drawing of ${strokes} strokes on ${board.layers.length} layers`);
  drawLayers();
  paint();
}

function drawLayers() {
  const rows = board.layers.map(layer => {
    const thumb = make('canvas', { width: 64, height: 40 });
    thumb.getContext('2d').drawImage(board.picture(layer), 0, 0, 64, 40);
    thumb.style.background = board.sheet || '#ffffff';
    thumb.setAttribute('aria-hidden', 'true');
    const choose = make('button', { className: 'choose', onclick: () => act(() => { board.chosen = layer.id; }) }, thumb, make('span', { textContent: layer.name || 'Layer' }));
    choose.setAttribute('aria-pressed', layer === board.layer);
    const eye = make('button', { className: 'eye', textContent: layer.visible ? 'Hide' : 'Show', onclick: () => act(() => board.change(board.layers.map(one => (one === layer ? { ...one, visible: !one.visible } : one)))) });
    eye.setAttribute('aria-label', `${layer.visible ? 'Hide' : 'Show'} ${layer.name}`);
    return make('li', { className: layer.visible ? '' : 'off' }, choose, eye);
  });
  const focused = [...$('layers').querySelectorAll('button')].indexOf(document.activeElement);
  $('layers').replaceChildren(...rows.reverse());
  if (focused >= 0) $('layers').querySelectorAll('button')[focused]?.focus();
  if (document.activeElement !== $('name')) $('name').value = board.layer.name;
  $('opacity').value = board.layer.opacity;
  $('opacityWords').textContent = `${board.layer.opacity} %`;
  const index = board.layers.indexOf(board.layer);
  $('up').disabled = index === board.layers.length - 1;
  $('down').disabled = index === 0;
  $('remove').disabled = board.layers.length === 1;
  $('add').disabled = board.layers.length >= mostLayers;
  $('clear').disabled = board.layer.strokes.length === 0;
}

function where(event) {
  const box = $('paper').getBoundingClientRect();
  const pressure = event.pointerType === 'mouse' || event.pressure === 0 ? 0.5 : event.pressure;
  return [Math.round(((event.clientX - box.left) / box.width) * sheetSize.width), Math.round(((event.clientY - box.top) / box.height) * sheetSize.height), Math.round(pressure * 255)];
}

function begin(at) {
  if (!board.layer.visible) return say(`${board.layer.name} is hidden. Show it, or choose another layer.`);
  wet = { tool: tool.name, color: tool.color, size: tool.size, points: at };
  requestAnimationFrame(paint);
}

function extend(at, straight = false) {
  if (!wet) return;
  const { points } = wet;
  if (straight) wet.points = [...points.slice(0, 3), ...at];
  else if (Math.hypot(at[0] - points[points.length - 3], at[1] - points[points.length - 2]) >= 2) points.push(...at);
}

function finish() {
  if (!wet) return;
  const stroke = wet;
  wet = null;
  act(() => board.changeLayer({ strokes: [...board.layer.strokes, stroke] }));
}

$('paper').onpointerdown = event => {
  if (event.button !== 0 || !event.isPrimary) return;
  event.preventDefault();
  $('paper').setPointerCapture(event.pointerId);
  $('paper').focus({ preventScroll: true });
  point.shown = point.down = false;
  begin(where(event));
};
$('paper').onpointermove = event => {
  if (!wet || point.down || !event.isPrimary) return;
  const parts = event.getCoalescedEvents?.() ?? [];
  for (const part of parts.length ? parts : [event]) extend(where(part), event.shiftKey);
  requestAnimationFrame(paint);
};
$('paper').onpointerup = $('paper').onpointercancel = event => { if (event.isPrimary && !point.down) finish(); };

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
$('paper').onkeydown = event => {
  const step = steps[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !(step || event.key === ' ')) return;
  event.preventDefault();
  point.shown = true;
  if (step) {
    const far = event.shiftKey ? 50 : 10;
    point.x = Math.min(sheetSize.width, Math.max(0, point.x + step[0] * far));
    point.y = Math.min(sheetSize.height, Math.max(0, point.y + step[1] * far));
    if (point.down) extend([point.x, point.y, 128]);
  } else if (!event.repeat) {
    if (point.down) finish();
    else begin([point.x, point.y, 128]);
    point.down = wet !== null;
  }
  paint();
};
$('paper').onblur = () => {
  if (point.down) finish();
  point.shown = point.down = false;
  paint();
};

document.onkeydown = event => {
  const typing = event.target.matches('input:not([type=range]):not([type=color]), select');
  if (typing) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) {
    event.preventDefault();
    act(() => (key === 'y' || event.shiftKey ? board.redo() : board.undo()));
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    if (keys[key]) act(() => { tool.name = keys[key]; });
    if (key === '[' || key === ']') act(() => { tool.size = Math.min(80, Math.max(1, tool.size + (key === ']' ? 2 : -2))); });
  }
};

for (const [name, words] of Object.entries(tools)) {
  const button = make('button', { textContent: words, title: `Key ${Object.keys(keys).find(key => keys[key] === name).toUpperCase()}`, onclick: () => act(() => { tool.name = name; }) });
  button.dataset.tool = name;
  $('tools').append(button);
}
const setColor = color => act(() => { tool.color = color; if (tool.name === 'eraser') tool.name = 'pen'; });
for (const [name, color] of Object.entries(colors)) {
  const button = make('button', { onclick: () => setColor(color) });
  button.style.background = color;
  button.dataset.color = color;
  button.setAttribute('aria-label', name);
  $('swatches').append(button);
}
$('color').oninput = () => setColor($('color').value);
$('size').oninput = () => act(() => { tool.size = Number($('size').value); });
$('undo').onclick = () => act(() => board.undo());
$('redo').onclick = () => act(() => board.redo());
$('notice').lastElementChild.onclick = () => { $('notice').hidden = true; act(() => board.undo()); };
$('sheet').onchange = () => act(() => { board.sheet = $('sheet').value; });
$('name').onchange = () => act(() => board.changeLayer({ name: $('name').value.trim() || 'Layer' }));
$('opacity').onchange = () => act(() => board.changeLayer({ opacity: Number($('opacity').value) }));
$('opacity').oninput = () => { $('opacityWords').textContent = `${$('opacity').value} %`; };
$('add').onclick = () => act(() => {
  const layer = newLayer(`Layer ${board.layers.length + 1}`);
  board.change([...board.layers, layer]);
  board.chosen = layer.id;
});
function moveLayer(by) {
  const others = board.layers.filter(layer => layer !== board.layer);
  const index = board.layers.indexOf(board.layer) + by;
  act(() => board.change([...others.slice(0, index), board.layer, ...others.slice(index)]));
}
$('up').onclick = () => moveLayer(1);
$('down').onclick = () => moveLayer(-1);
$('clear').onclick = () => { act(() => board.changeLayer({ strokes: [] })); say(`${board.layer.name} cleared.`, true); };
$('remove').onclick = () => {
  const { name } = board.layer;
  act(() => board.change(board.layers.filter(layer => layer !== board.layer)));
  say(`${name} deleted.`, true);
};
$('download').onclick = () => board.large().toBlob(blob => {
  if (!blob) return say('The picture is too large for this computer to write.');
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: 'drawing.png' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}, 'image/png');
document.addEventListener('visibilitychange', save);
open();
drawAll();
