const $ = id => document.getElementById(id);
const first = ['#3f7d6e', '#e0a458', '#c8553d', '#f3ead8', '#2b3a42'];

const stored = load('state') ?? {};
const state = {
  colors: readColors(stored.colors) ?? first,
  locked: Array.from({ length: 5 }, (_, index) => Array.isArray(stored.locked) && stored.locked[index] === true),
  harmony: harmonies[stored.harmony] ? stored.harmony : 'Neighbours',
};
let kept = (Array.isArray(load('kept')) ? load('kept') : []).map(readColors).filter(Boolean).slice(0, 100);
let past = [];
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function readColors(list) {
  return Array.isArray(list) && list.length === 5 && list.every(hex => typeof hex === 'string' && /^#[0-9a-f]{6}$/.test(hex)) ? list : null;
}

function save() {
  localStorage.setItem('state', JSON.stringify(state));
  localStorage.setItem('kept', JSON.stringify(kept));
}

function make(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

// Shows a sentence; with an undo, a button that takes the last act back.
function say(text, undo) {
  clearTimeout(said);
  $('notice').hidden = false;
  $('notice').firstElementChild.textContent = text;
  $('notice').lastElementChild.hidden = !undo;
  $('notice').lastElementChild.onclick = () => { $('notice').hidden = true; undo(); };
  said = setTimeout(() => { $('notice').hidden = true; }, 10_000);
}

function copy(text, what) {
  navigator.clipboard.writeText(text).then(() => say(`${what} copied.`), () => say('The clipboard is closed to this app.'));
}

// Every change of the five colours can be taken back.
function change(colors) {
  if (colors.join() === state.colors.join()) return;
  past = [...past, state.colors].slice(-100);
  state.colors = colors;
  save();
  draw();
}

function shuffle() {
  const anchor = state.locked.indexOf(true);
  const hue = anchor < 0 ? undefined : colorOf(state.colors[anchor]).h - harmonies[state.harmony][anchor];
  const fresh = invent(state.harmony, hue);
  change(state.colors.map((hex, index) => (state.locked[index] ? hex : fresh[index])));
}

function draw() {
  const focused = document.activeElement?.dataset?.focus;
  $('harmony').value = state.harmony;
  $('undo').disabled = past.length === 0;
  $('colors').replaceChildren(...state.colors.map(drawColor));
  $('ramps').replaceChildren(...state.colors.map(drawRamp));
  drawPairs();
  $('css').textContent = asCss();
  drawKept();
  if (focused) document.querySelector(`[data-focus="${focused}"]`)?.focus();
}

function drawColor(hex, index) {
  const replace = next => change(state.colors.map((old, at) => (at === index ? next : old)));
  const field = make('input', { value: hex, maxLength: 24, spellcheck: false });
  field.setAttribute('aria-label', `Colour ${index + 1}, as hex`);
  field.onchange = () => {
    const read = readHex(field.value);
    if (!read) { field.value = hex; return say('A colour looks like #3f7d6e, #3fa or rgb(63, 125, 110).'); }
    replace(read);
  };
  const pick = make('input', { type: 'color', value: hex, onchange: () => replace(pick.value) });
  pick.setAttribute('aria-label', `Choose colour ${index + 1}`);
  const lock = make('button', { textContent: state.locked[index] ? 'Locked' : 'Lock', onclick: () => { state.locked[index] = !state.locked[index]; save(); draw(); } });
  lock.setAttribute('aria-pressed', state.locked[index]);
  lock.setAttribute('aria-label', `${lock.textContent} colour ${index + 1}`);
  const take = make('button', { textContent: 'Copy', onclick: () => copy(hex, hex) });
  take.setAttribute('aria-label', `Copy ${hex}`);
  for (const [node, name] of [[field, 'hex'], [pick, 'pick'], [lock, 'lock'], [take, 'copy']]) node.dataset.focus = `${name}${index}`;
  const card = make('div', { className: 'color' }, make('span', { className: 'name', textContent: nameOf(hex) }), field, make('div', { className: 'row' }, lock, take, pick));
  card.style.setProperty('--color', hex);
  card.style.setProperty('--ink-on', inkOn(hex));
  return card;
}

function drawRamp(hex) {
  const steps = ramp(hex).map(step => {
    const button = make('button', { title: step, onclick: () => copy(step, step) });
    button.style.background = step;
    button.setAttribute('aria-label', `Copy ${step}, ${nameOf(step)}`);
    return button;
  });
  return make('div', { className: 'ramp' }, ...steps);
}

function drawPairs() {
  const swatch = hex => {
    const sign = make('i', { className: 'swatch' });
    sign.style.background = hex;
    return sign;
  };
  const head = (hex, scope) => {
    const cell = make('th', { scope }, swatch(hex), make('span', { className: 'hidden', textContent: `${scope === 'row' ? 'text' : 'on'} ${nameOf(hex)}` }));
    return cell;
  };
  const rows = state.colors.map(text => make('tr', {}, head(text, 'row'), ...state.colors.map(ground => {
    const ratio = contrast(text, ground);
    const cell = make('td', { textContent: text === ground ? '' : ratio.toFixed(1), className: ratio >= 4.5 ? 'good' : ratio >= 3 ? 'large' : 'low' });
    if (ratio >= 4.5) Object.assign(cell.style, { color: text, background: ground });
    return cell;
  })));
  $('pairs').replaceChildren(make('thead', {}, make('tr', {}, make('td', {}), ...state.colors.map(hex => head(hex, 'col')))), make('tbody', {}, ...rows));
}

const asCss = () => `:root {\n${state.colors.map((hex, index) => `  --color-${index + 1}: ${hex}; /* ${nameOf(hex)} */`).join('\n')}\n}\n`;

function drawKept() {
  $('none').hidden = kept.length > 0;
  $('kept').replaceChildren(...kept.map((colors, index) => {
    const use = make('button', { className: 'use', onclick: () => change(colors) }, ...colors.map(hex => {
      const part = make('i', {});
      part.style.background = hex;
      return part;
    }));
    use.setAttribute('aria-label', `Use ${colors.map(nameOf).join(', ')}`);
    const remove = make('button', { className: 'remove', textContent: '×', onclick: () => forget(index) });
    remove.setAttribute('aria-label', `Delete ${colors.map(nameOf).join(', ')}`);
    return make('li', {}, use, remove);
  }));
}

function forget(index) {
  const before = kept;
  kept = kept.filter((_, at) => at !== index);
  save();
  draw();
  $('keep').focus();
  say('Palette deleted.', () => { kept = before; save(); draw(); });
}

function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function readPicture(file) {
  if (!file) return;
  const url = URL.createObjectURL(file);
  try {
    const image = make('img', { src: url });
    await image.decode();
    const canvas = make('canvas', { width: 80, height: 80 });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0, 80, 80);
    const colors = fromPixels(context.getImageData(0, 0, 80, 80).data);
    if (!colors) return say('This picture is empty.');
    change(colors);
    say(`Five colours of ${file.name}.`);
  } catch {
    say('This file is no picture that can be read.');
  } finally {
    URL.revokeObjectURL(url);
  }
}

$('harmony').append(...Object.keys(harmonies).map(name => new Option(name)));
$('harmony').onchange = () => { state.harmony = $('harmony').value; shuffle(); save(); };
$('shuffle').onclick = shuffle;
$('undo').onclick = () => {
  state.colors = past.pop();
  save();
  draw();
};
$('keep').onclick = () => {
  if (kept.some(colors => colors.join() === state.colors.join())) return say('This palette is kept already.');
  kept = [state.colors, ...kept].slice(0, 100);
  save();
  draw();
};
$('copy').onclick = () => copy(asCss(), 'CSS');
$('svg').onclick = () => download('palette.svg', `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 200">${state.colors.map((hex, index) => `<rect x="${index * 100}" width="100" height="200" fill="${hex}"/>`).join('')}</svg>\n`, 'image/svg+xml');
$('picture').onchange = () => readPicture($('picture').files[0]).then(() => { $('picture').value = ''; });
document.onkeydown = event => {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('button, input, select, [tabindex]')) return;
  event.preventDefault();
  shuffle();
};
draw();
