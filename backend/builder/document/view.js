// A stage on which a drawing can be moved and made larger, with a bar of buttons.
const factor = 1.25;

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// view shows the drawing that draw returns, in main; names are those of several drawings to choose from. A small drawing
// is not fitted beyond largest times its size.
export function view(names, draw, download, largest) {
  const main = document.querySelector('main');
  const holder = make('div');
  const stage = make('div', { className: 'stage', tabIndex: 0 }, holder);
  stage.setAttribute('role', 'img');
  const percent = make('output');
  const place = { x: 0, y: 0, scale: 1 };
  let size = { width: 1, height: 1 };
  let name = names[0];
  let fitted = true;

  const apply = () => {
    holder.style.transform = `translate(${place.x}px, ${place.y}px) scale(${place.scale})`;
    percent.textContent = `${Math.round(place.scale * 100)} %`;
  };
  const fit = () => {
    const { width, height } = stage.getBoundingClientRect();
    place.scale = Math.min((width - 48) / size.width, (height - 48) / size.height, largest);
    if (!(place.scale > 0)) place.scale = 1;
    place.x = (width - size.width * place.scale) / 2;
    place.y = (height - size.height * place.scale) / 2;
    fitted = true;
    apply();
  };
  const zoom = (by, at) => {
    const box = stage.getBoundingClientRect();
    const x = at ? at.clientX - box.left : box.width / 2;
    const y = at ? at.clientY - box.top : box.height / 2;
    const scale = Math.min(40, Math.max(0.02, place.scale * by));
    place.x = x - (x - place.x) * (scale / place.scale);
    place.y = y - (y - place.y) * (scale / place.scale);
    place.scale = scale;
    fitted = false;
    apply();
  };
  const move = (x, y) => {
    place.x += x;
    place.y += y;
    fitted = false;
    apply();
  };
  const show = async () => {
    const drawn = await draw(name);
    main.querySelectorAll('.problem').forEach((old) => old.remove());
    stage.hidden = drawn.problem !== undefined;
    if (drawn.problem) {
      main.append(drawn.problem);
      return;
    }
    holder.replaceChildren(drawn.svg);
    stage.setAttribute('aria-label', drawn.svg.querySelector('title')?.textContent || name);
    size = sizeOf(drawn.svg);
    fit();
  };

  const button = (label, text, onclick) => make('button', { type: 'button', title: label, ariaLabel: label, onclick }, text);
  const bar = make('div', { className: 'bar' });
  if (names.length > 1) {
    const choice = make('select', { ariaLabel: 'Drawing', onchange: () => { name = choice.value; void show(); } }, ...names.map((n) => make('option', { value: n }, n)));
    bar.append(choice);
  }
  bar.append(make('span', { className: 'space' }), percent, button('Smaller', '−', () => zoom(1 / factor)), button('Larger', '+', () => zoom(factor)),
    button('Fit to the page', 'Fit', fit), button('Download as SVG', 'Download', () => save(name, download(name, holder))));
  main.append(bar, stage);

  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    if (event.ctrlKey || !event.shiftKey) zoom(Math.exp(-event.deltaY * 0.0015), event);
    else move(-event.deltaY, 0);
  }, { passive: false });
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('a')) return;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add('held');
  });
  stage.addEventListener('pointermove', (event) => stage.classList.contains('held') && move(event.movementX, event.movementY));
  for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => stage.classList.remove('held'));
  stage.addEventListener('keydown', (event) => {
    const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (steps[event.key]) move(...steps[event.key]);
    else if (event.key === '+' || event.key === '=') zoom(factor);
    else if (event.key === '-') zoom(1 / factor);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  });
  new ResizeObserver(() => fitted && fit()).observe(stage);
  void show();
  return show;
}

// sizeOf gives a drawing a size in pixels and returns it.
function sizeOf(svg) {
  const box = svg.viewBox.baseVal;
  const length = (name) => {
    const value = svg.getAttribute(name);
    return value && !value.endsWith('%') ? svg[name].baseVal.value : 0;
  };
  let width = length('width') || (box && box.width) || 0;
  let height = length('height') || (box && box.height) || 0;
  if (!width || !height) {
    const drawn = svg.getBBox();
    width ||= drawn.x + drawn.width || 300;
    height ||= drawn.y + drawn.height || 150;
  }
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  return { width, height };
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  make('a', { href: address, download: name.replace(/^.*\//, '').replace(/\.\w+$/, '') + '.svg' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// problem returns words about a mistake in a source, with the line where it is.
export function problem(words, source, line) {
  const lines = source.split('\n');
  const from = Math.max(0, line - 4);
  const code = make('pre', {}, ...lines.slice(from, line + 3).map((text, i) => make(from + i + 1 === line ? 'mark' : 'span', {}, `${from + i + 1}  ${text}\n`)));
  return make('div', { className: 'problem', role: 'alert' }, make('p', {}, words), code);
}
