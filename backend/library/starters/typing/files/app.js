const $ = id => document.getElementById(id);
const kinds = { words: 'Words', sentences: 'Sentences', figures: 'Figures', own: 'Own text' };
const lengths = [15, 30, 60, 120];

const stored = load('settings') ?? {};
const settings = {
  seconds: lengths.includes(stored.seconds) ? stored.seconds : 60,
  kind: kinds[stored.kind] ? stored.kind : 'words',
  own: typeof stored.own === 'string' ? stored.own.slice(0, 20_000) : '',
};
let history = (Array.isArray(load('history')) ? load('history') : []).filter(one => Number.isFinite(one?.at) && Number.isFinite(one.wpm) && Number.isFinite(one.accuracy) && Number.isFinite(one.seconds)).slice(-200);
let test = newTest();
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function save() {
  localStorage.setItem('settings', JSON.stringify(settings));
  localStorage.setItem('history', JSON.stringify(history));
}

function newTest() {
  if (settings.kind === 'own' && !settings.own.trim()) settings.kind = 'words';
  return { words: wordsFor(settings.kind, settings.own), typed: [''], startedAt: 0, keys: 0, wrong: 0, missed: {}, curve: [], timer: null, done: false };
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

function restart(focus = true) {
  clearInterval(test.timer);
  test = newTest();
  $('input').value = '';
  $('test').hidden = false;
  $('result').hidden = true;
  $('words').replaceChildren(...test.words.map(word => make('span', { className: 'word' }, ...[...word].map(letter => make('i', { textContent: letter })))));
  $('sheet').scrollTop = 0;
  drawWord(0);
  drawMeter();
  drawChoices();
  if (focus) $('input').focus({ preventScroll: true });
}

// Letters are compared as people see them, so é and an emoji are one each.
const lettersOf = text => [...text.normalize('NFC')];

// Counts letters of whole words and of the word at hand that are right; a space after a right word is a letter too.
function rightLetters() {
  return test.typed.reduce((sum, typed, index) => {
    const [target, given] = [lettersOf(test.words[index]), lettersOf(typed)];
    const right = given.filter((letter, at) => letter === target[at]).length;
    const whole = index < test.typed.length - 1 && typed.normalize('NFC') === test.words[index].normalize('NFC');
    return sum + right + (whole ? 1 : 0);
  }, 0);
}

const elapsed = () => (test.startedAt ? (performance.now() - test.startedAt) / 1000 : 0);
const wpmAt = seconds => (seconds > 0 ? Math.round(rightLetters() / 5 / (seconds / 60)) : 0);
const accuracy = () => (test.keys ? Math.round((100 * (test.keys - test.wrong)) / test.keys) : 100);

function onInput(event) {
  if (test.done) return;
  const clean = $('input').value.replace(/\s+/g, ' ').trimStart();
  if (clean !== $('input').value) $('input').value = clean;
  const typed = clean.split(' ').slice(0, test.words.length);
  if (!test.startedAt && clean) start();
  if (!event.inputType?.startsWith('delete')) countKey(typed);
  const before = test.typed.length;
  test.typed = typed;
  for (let index = Math.max(0, Math.min(before, typed.length) - 2); index < Math.max(before, typed.length); index += 1) drawWord(index);
  const last = test.words.length - 1;
  if (typed.length > last && (clean.split(' ').length > last + 1 || typed[last].normalize('NFC') === test.words[last].normalize('NFC'))) finish();
}

// Every pressed key counts once, also when it is taken back: that is what accuracy means.
function countKey(typed) {
  const index = typed.length - 1;
  const given = lettersOf(typed[index]);
  if (typed.length > test.typed.length && !given.length) {
    const isRight = typed[index - 1].normalize('NFC') === test.words[index - 1].normalize('NFC');
    test.keys += 1;
    test.wrong += isRight ? 0 : 1;
    return;
  }
  if (!given.length) return;
  const wanted = lettersOf(test.words[index])[given.length - 1];
  test.keys += 1;
  if (given[given.length - 1] === wanted) return;
  test.wrong += 1;
  if (wanted) test.missed[wanted] = (test.missed[wanted] ?? 0) + 1;
}

function start() {
  test.startedAt = performance.now();
  test.timer = setInterval(tick, 200);
}

function tick() {
  const seconds = elapsed();
  if (seconds - test.curve.length >= 1) test.curve.push(wpmAt(seconds));
  drawMeter();
  if (seconds >= settings.seconds) finish();
}

function finish() {
  clearInterval(test.timer);
  const seconds = Math.min(settings.seconds, Math.max(1, elapsed()));
  const result = { at: Date.now(), wpm: wpmAt(seconds), accuracy: accuracy(), seconds: Math.round(seconds), kind: settings.kind };
  test.done = true;
  test.curve.push(result.wpm);
  history = [...history, result].slice(-200);
  save();
  drawResult(result);
  drawHistory();
}

function drawWord(index) {
  const node = $('words').children[index];
  if (!node) return;
  const target = lettersOf(test.words[index]);
  const current = index === test.typed.length - 1;
  const typed = index < test.typed.length ? lettersOf(test.typed[index]) : null;
  const length = Math.max(target.length, Math.min(typed?.length ?? 0, target.length + 12));
  node.replaceChildren(...Array.from({ length }, (_, at) => {
    const state = !typed || (at >= typed.length && current) ? '' : typed[at] === target[at] ? 'right' : at < target.length ? 'wrong' : 'extra';
    return make('i', { textContent: target[at] ?? typed[at], className: current && at === typed.length ? `${state} caret` : state });
  }));
  node.className = current ? (typed.length >= length ? 'word caret-end' : 'word') : 'word';
  if (current) $('sheet').scrollTop = Math.max(0, node.offsetTop - node.offsetHeight - 8);
}

function drawMeter() {
  const seconds = elapsed();
  $('clock').textContent = Math.max(0, Math.ceil(settings.seconds - seconds));
  $('live').textContent = seconds > 2 ? `${wpmAt(seconds)} words a minute, ${accuracy()} % right` : '';
  $('hint').textContent = test.startedAt ? 'Space goes to the next word, Backspace goes back.' : 'The clock starts with the first letter.';
}

function drawResult(result) {
  $('test').hidden = true;
  $('result').hidden = false;
  $('wpm').textContent = result.wpm;
  $('accuracy').textContent = `${result.accuracy} %`;
  $('letters').textContent = `${rightLetters()} + ${test.wrong}`;
  const missed = Object.entries(test.missed).sort((a, b) => b[1] - a[1]).slice(0, 6);
  $('missed').textContent = missed.length ? `Missed most: ${missed.map(([letter, count]) => `${letter} (${count})`).join(', ')}.` : 'No letter was missed.';
  $('curve').innerHTML = '';
  $('curve').append(curve(test.curve));
  $('spoken').textContent = `${result.wpm} words a minute, ${result.accuracy} percent right. ${$('missed').textContent}`;
  $('result').focus(); // not a button: the next key of someone in full flow would press it
}

// The speed over the seconds, as a line above its own filled shape.
function curve(values) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const highest = Math.max(20, ...values);
  const point = (value, index) => `${((index / Math.max(1, values.length - 1)) * 600).toFixed(1)} ${(110 - (value / highest) * 100).toFixed(1)}`;
  const line = `M${(values.length > 1 ? values : [values[0], values[0]]).map(point).join('L')}`;
  svg.setAttribute('viewBox', '0 0 600 112');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `Speed from ${values[0]} to ${values[values.length - 1]} words a minute, at most ${Math.max(...values)}`);
  for (const [name, d] of [['area', `${line}L600 112L0 112Z`], ['line', line]]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function drawHistory() {
  const best = Math.max(1, ...history.map(one => one.wpm));
  $('none').hidden = history.length > 0;
  $('clear').hidden = history.length === 0;
  $('history').replaceChildren(...[...history].reverse().slice(0, 12).map(one => {
    const when = new Date(one.at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
    const bar = make('span', { className: one.wpm === best ? 'bar best' : 'bar' });
    bar.style.inlineSize = `${Math.max(2, (100 * one.wpm) / best)}%`;
    return make('li', {}, make('time', { textContent: when }), make('span', { className: 'track' }, bar), make('b', { textContent: one.wpm }), make('small', { textContent: `${one.accuracy} %, ${one.seconds} s${one.wpm === best ? ', best' : ''}` }));
  }));
}

function drawChoices() {
  for (const button of $('seconds').children) button.setAttribute('aria-pressed', Number(button.dataset.value) === settings.seconds);
  for (const button of $('kinds').children) button.setAttribute('aria-pressed', button.dataset.value === settings.kind);
}

function choice(value, words, choose) {
  const button = make('button', { textContent: words, onclick: choose });
  button.dataset.value = value;
  return button;
}

function chooseKind(kind) {
  $('own-box').hidden = kind !== 'own';
  if (kind === 'own') {
    $('own').value = settings.own;
    $('own').focus();
    if (!settings.own.trim()) return;
  }
  settings.kind = kind;
  save();
  restart(kind !== 'own');
}

$('seconds').append(...lengths.map(length => choice(length, `${length} s`, () => { settings.seconds = length; save(); restart(); })));
$('kinds').append(...Object.entries(kinds).map(([kind, words]) => choice(kind, words, () => chooseKind(kind))));
$('useOwn').onclick = () => {
  if (!$('own').value.trim()) return say('There is no text in the field yet.');
  settings.own = $('own').value;
  settings.kind = 'own';
  $('own-box').hidden = true;
  save();
  restart();
};
$('input').oninput = onInput;
$('input').onpaste = event => { event.preventDefault(); say('Pasted text is not typed text. “Own text” takes it as something to type.'); };
$('input').onselect = $('input').onclick = () => $('input').setSelectionRange($('input').value.length, $('input').value.length);
$('input').onkeydown = event => { if (/^(Arrow|Home|End|Page|Enter)/.test(event.key)) event.preventDefault(); };
document.onkeydown = event => {
  if (event.key === 'Escape' && (test.startedAt || test.done)) restart();
  const plain = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && event.target === document.body && !test.done) $('input').focus({ preventScroll: true });
};
$('restart').onclick = $('again').onclick = () => restart();
$('copy').onclick = () => navigator.clipboard.writeText(`${$('wpm').textContent} words a minute, ${$('accuracy').textContent} right, ${settings.seconds} seconds`).then(() => say('Result copied.'), () => say('The clipboard is closed to this app.'));
$('clear').onclick = () => {
  const before = history;
  history = [];
  save();
  drawHistory();
  say('Results cleared.', () => { history = before; save(); drawHistory(); });
};
document.addEventListener('visibilitychange', () => {
  if (!document.hidden || !test.startedAt || test.done) return;
  restart(false);
  say('The test was out of sight and starts over.');
});
restart(false);
drawHistory();
