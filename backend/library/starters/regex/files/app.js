const $ = id => document.getElementById(id);
const search = new Search();
const shownInText = 100_000; // characters that are marked; longer texts are searched all the same

const flagNames = { g: 'All matches', i: 'Any case', m: '^ and $ at each line', s: 'Dot takes line breaks', u: 'Unicode', y: 'Only from the start' };
const guide = [
  ['.', 'any character'], ['\\d \\w \\s', 'digit, word character, white space'], ['[abc] [^abc]', 'one of these, none of these'], ['a* a+ a?', 'any number, at least one, at most one'],
  ['a{2,4}', 'two to four'], ['a+?', 'as few as possible'], ['(…) (?:…)', 'a group, one that is not kept'], ['(?<name>…)', 'a group with a name'],
  ['a|b', 'one or the other'], ['^ $', 'start, end'], ['\\b', 'edge of a word'], ['(?=…) (?!…)', 'followed by, not followed by'], ['\\p{L}', 'any letter, with the flag u'],
];
const examples = [
  { pattern: '(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4})', flags: 'g', text: 'Sown on 3.4.2026, first leaves on 19.4.2026.\nHarvest planned for 1.9.2026, not before.', replacement: '$<year>-$<month>-$<day>' },
  { pattern: '\\b(\\p{L}+) \\1\\b', flags: 'giu', text: 'The the harbour was calm. We sat on on the wall.', replacement: '$1' },
  { pattern: '#(?:[0-9a-f]{3}){1,2}\\b', flags: 'gi', text: 'a { color: #0B5; background: #f5f0e4; }', replacement: 'var(--color)' },
  { pattern: '^\\s+|\\s+$', flags: 'gm', text: '  spaces before\nand after   ', replacement: '' },
];

const state = readCase(load('state')) ?? { ...examples[0] };
let kept = (Array.isArray(load('kept')) ? load('kept') : []).map(readCase).filter(Boolean);
let last = { matches: [], result: '' };
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function readCase(stored) {
  if (typeof stored?.pattern !== 'string' || typeof stored.text !== 'string') return null;
  const flags = Object.keys(flagNames).filter(flag => String(stored.flags).includes(flag)).join('');
  return { pattern: stored.pattern, flags, text: stored.text, replacement: String(stored.replacement ?? '') };
}

function save() {
  try {
    localStorage.setItem('state', JSON.stringify(state));
    localStorage.setItem('kept', JSON.stringify(kept));
  } catch {
    say('The text is too long to be kept. It is searched, but gone after a reload.');
  }
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

function drawStatus(text, bad = false) {
  $('status').textContent = text;
  $('status').dataset.bad = bad;
  $('pattern').setAttribute('aria-invalid', bad);
}

async function update() {
  save();
  drawMarks(last.matches.filter(match => state.text.startsWith(match.text, match.index)));
  if (!state.pattern) {
    last = { matches: [], result: state.text };
    drawStatus('Write a pattern. What it finds is marked as you type.');
    return drawFound();
  }
  const found = await search.run({ ...state });
  last = found.matches ? found : { matches: [], result: '' };
  if (found.late) drawStatus('Stopped after one second. This pattern tries too many ways on this text; look for a repetition inside a repetition, such as (a+)+.', true);
  else if (found.problem) drawStatus(`${found.problem.replace(/^Invalid regular expression: (?:\/[\s\S]*\/\w*: )?/, '')}. Nothing is searched until the pattern is whole.`, true);
  else drawStatus(found.matches.length === 0 ? 'No match.' : `${found.matches.length === mostMatches ? `The first ${mostMatches}` : found.matches.length} ${found.matches.length === 1 ? 'match' : 'matches'}.`);
  drawFound();
}

function drawFound() {
  drawMarks(last.matches);
  $('result').textContent = last.result;
  $('matches').replaceChildren(...last.matches.slice(0, 300).map(drawMatch));
  if (last.matches.length > 300) $('matches').append(make('li', { className: 'quiet', textContent: `and ${last.matches.length - 300} more` }));
  if (last.matches.length === 0) $('matches').append(make('li', { className: 'quiet', textContent: 'What is found stands here, with its groups.' }));
  $('copyMatches').disabled = last.matches.length === 0;
}

function drawMatch(match) {
  const go = make('button', { title: 'Show in the text', onclick: () => select(match) }, make('code', { textContent: clip(match.text) || 'empty' }), make('small', { textContent: `at ${match.index}` }));
  const groups = match.groups.map(group => make('div', {}, make('dt', { textContent: group.name }), make('dd', { textContent: group.value === undefined ? 'not taken' : clip(group.value) || 'empty' })));
  return make('li', {}, go, groups.length ? make('dl', {}, ...groups) : '');
}

const clip = text => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

function select(match) {
  $('text').focus();
  $('text').setSelectionRange(match.index, match.index + match.text.length);
}

// The marks lie under the transparent text field and repeat its text letter by letter.
function drawMarks(matches) {
  const pieces = [];
  let at = 0;
  for (const [number, match] of matches.entries()) {
    if (match.index < at || match.index > shownInText) continue;
    pieces.push(state.text.slice(at, match.index), make('mark', { className: `${number % 2 ? 'odd' : 'even'}${match.text ? '' : ' empty'}`, textContent: match.text }));
    at = match.index + match.text.length;
  }
  $('marks').replaceChildren(...pieces, state.text.slice(at, Math.max(at, shownInText)), '\n');
  follow();
}

function follow() {
  $('marks').style.width = `${$('text').clientWidth}px`;
  $('marks').scrollTop = $('text').scrollTop;
}

function drawFields() {
  for (const id of ['pattern', 'text', 'replacement']) $(id).value = state[id];
  $('flags').replaceChildren(...Object.entries(flagNames).map(([flag, title]) => {
    const button = make('button', { textContent: flag, title, onclick: () => toggle(flag) });
    button.setAttribute('aria-label', `${flag}: ${title}`);
    button.setAttribute('aria-pressed', state.flags.includes(flag));
    return button;
  }));
}

function toggle(flag) {
  state.flags = Object.keys(flagNames).filter(one => state.flags.includes(one) !== (one === flag)).join('');
  drawFields();
  [...$('flags').children].find(button => button.textContent === flag).focus();
  update();
}

function use(chosen) {
  Object.assign(state, chosen);
  drawFields();
  update();
}

function drawKept() {
  $('none').hidden = kept.length > 0;
  $('kept').replaceChildren(...(kept.length ? kept : examples).map((one, index) => {
    const line = make('button', { textContent: `/${one.pattern}/${one.flags}`, className: 'mono', onclick: () => use(one) });
    if (!kept.length) return make('li', {}, line);
    const remove = make('button', { textContent: '×', className: 'remove', onclick: () => forget(index) });
    remove.setAttribute('aria-label', `Delete ${one.pattern}`);
    return make('li', {}, line, remove);
  }));
}

function forget(index) {
  const [gone] = kept.splice(index, 1);
  const redraw = () => { save(); drawKept(); };
  redraw();
  $('keep').focus();
  say('Pattern deleted.', () => { kept.splice(index, 0, gone); redraw(); });
}

for (const id of ['pattern', 'text', 'replacement']) $(id).oninput = () => { state[id] = $(id).value; update(); };
$('text').onscroll = follow;
new ResizeObserver(follow).observe($('text'));
$('copy').onclick = () => copy(`/${state.pattern.replaceAll(/(?<!\\)\//g, '\\/')}/${state.flags}`, 'Pattern');
$('copyResult').onclick = () => copy(last.result, 'Result');
$('copyMatches').onclick = () => copy(last.matches.map(match => match.text).join('\n'), 'Matches');
$('keep').onclick = () => {
  if (!state.pattern) return say('There is no pattern to keep.');
  kept = [{ ...state }, ...kept.filter(one => one.pattern !== state.pattern || one.flags !== state.flags)].slice(0, 50);
  save();
  drawKept();
  say('Pattern kept, with its text.');
};
$('guide').append(...guide.map(([sign, words]) => make('div', {}, make('dt', { textContent: sign }), make('dd', { textContent: words }))));
drawFields();
drawKept();
update();
