// What is shown follows from this state: a category, its pair of units, one typed amount and the side it was typed on.

const $ = id => document.getElementById(id);
const stored = load('state') ?? {};
const state = {
  category: categories.find(one => one.name === stored.category) ?? categories[0],
  pairs: typeof stored.pairs === 'object' && stored.pairs ? stored.pairs : {},
  text: typeof stored.text === 'string' ? stored.text.slice(0, 60) : '1',
  side: stored.side === 'right' ? 'right' : 'left',
  digits: [3, 4, 6, 8, 12].includes(stored.digits) ? stored.digits : 6,
};
let kept = Array.isArray(load('kept')) ? load('kept').filter(line => typeof line === 'string').slice(0, 200) : [];
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function save() {
  localStorage.setItem('state', JSON.stringify({ ...state, category: state.category.name }));
  localStorage.setItem('kept', JSON.stringify(kept));
}

function pair() {
  const { units, from, to, name } = state.category;
  const [first, second] = Array.isArray(state.pairs[name]) ? state.pairs[name] : [];
  const named = (wanted, usual) => units.find(one => one.name === wanted) ?? units.find(one => one.name === usual);
  return { from: named(first, from), to: named(second, to) };
}

function setPair(from, to) {
  state.pairs[state.category.name] = [from.name, to.name];
}

// The amounts on both sides; NaN on both when the typed text is no number.
function amounts() {
  const { from, to } = pair();
  const typed = readNumber(state.text);
  return state.side === 'left' ? { left: typed, right: convert(typed, from, to) } : { left: convert(typed, to, from), right: typed };
}

function act(change) {
  change();
  save();
  draw();
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

function copy(text) {
  navigator.clipboard.writeText(text).then(() => say(`${text} copied.`), () => say('The clipboard is closed to this app.'));
}

function make(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function draw() {
  const { from, to } = pair();
  const { left, right } = amounts();
  const show = value => showNumber(value, state.digits);
  for (const button of $('categories').children) button.setAttribute('aria-pressed', button.textContent === state.category.name);
  for (const [select, chosen] of [[$('from'), from], [$('to'), to]]) {
    select.replaceChildren(...state.category.units.map(one => new Option(`${one.name} (${one.symbol})`, one.name, false, one === chosen)));
  }
  $('left').value = state.side === 'left' ? state.text : show(left);
  $('right').value = state.side === 'right' ? state.text : show(right);
  $('digits').value = state.digits;
  const typed = state.side === 'left' ? left : right;
  const bad = state.text.trim() !== '' && Number.isNaN(typed);
  $('left').setAttribute('aria-invalid', bad && state.side === 'left');
  $('right').setAttribute('aria-invalid', bad && state.side === 'right');
  $('keep').disabled = !Number.isFinite(left) || !Number.isFinite(right);
  $('says').textContent = bad ? 'That is no number yet. Write 12, 12.5, 1 1/2 or 3e8.'
    : state.text.trim() === '' ? 'Type an amount on either side.'
      : $('keep').disabled ? 'This amount has no counterpart.'
        : from.toBase(left) < 0 && state.category.name === 'Temperature' ? 'This is colder than anything can be.'
          : `${show(left)} ${from.symbol} = ${show(right)} ${to.symbol}`;
  drawAll(from, left);
  drawKept();
}

function drawAll(from, left) {
  $('all').replaceChildren(...state.category.units.map(one => {
    const text = showNumber(convert(left, from, one), state.digits);
    const button = make('button', { title: 'Copy', disabled: !text }, make('span', { textContent: one.name }), make('b', { textContent: text || '–' }), make('i', { textContent: one.symbol }));
    button.onclick = () => copy(`${text} ${one.symbol}`);
    return make('li', {}, button);
  }));
}

function drawKept() {
  $('none').hidden = kept.length > 0;
  $('kept').replaceChildren(...kept.map((line, index) => {
    const words = make('button', { textContent: line, title: 'Copy', onclick: () => copy(line) });
    const remove = make('button', { textContent: '×', className: 'remove' });
    remove.setAttribute('aria-label', `Delete ${line}`);
    remove.onclick = () => {
      act(() => kept.splice(index, 1));
      $('keep').focus();
      say('Line deleted.', () => act(() => kept.splice(index, 0, line)));
    };
    return make('li', {}, words, remove);
  }));
}

$('categories').append(...categories.map(category => make('button', { textContent: category.name, onclick: () => act(() => { state.category = category; }) })));
for (const side of ['left', 'right']) {
  $(side).oninput = () => act(() => { state.side = side; state.text = $(side).value; });
  $(side).onfocus = () => $(side).select();
}
$('from').onchange = () => act(() => setPair(state.category.units[$('from').selectedIndex], pair().to));
$('to').onchange = () => act(() => setPair(pair().from, state.category.units[$('to').selectedIndex]));
$('swap').onclick = () => act(() => setPair(pair().to, pair().from));
$('digits').onchange = () => act(() => { state.digits = Number($('digits').value); });
$('keep').onclick = () => act(() => {
  const line = $('says').textContent.includes('=') ? $('says').textContent : '';
  if (line && kept[0] !== line) kept = [line, ...kept].slice(0, 200);
});
$('ask').onsubmit = event => {
  event.preventDefault();
  const found = readQuestion($('question').value);
  if (!found) {
    $('answer').textContent = 'Ask like this: 5 ft 11 in to cm, 350 °F to °C, 1 1/2 cups to ml.';
    return;
  }
  act(() => {
    Object.assign(state, { category: found.category, side: 'left', text: showNumber(found.value, 12).replaceAll(',', '') });
    setPair(found.from, found.to);
  });
  $('answer').textContent = $('says').textContent;
};
draw();
