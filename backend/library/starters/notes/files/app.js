// Notes are {id, text, at}; the newest change comes first. The title of a note is its first line.

const $ = id => document.getElementById(id);
let notes = readNotes(load('notes'));
let current = String(load('current') ?? '');
let view = ['write', 'both', 'read'].includes(load('view')) ? load('view') : 'both';
let saving = null;
let drawing = null;
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function readNotes(stored) {
  if (!Array.isArray(stored)) return [];
  return stored
    .filter(note => typeof note?.text === 'string')
    .map(note => ({ id: String(note.id ?? crypto.randomUUID()), text: note.text, at: Number(note.at) || 0 }));
}

function saveSoon() {
  clearTimeout(saving);
  saving = setTimeout(save, 250);
}

function save() {
  clearTimeout(saving);
  localStorage.setItem('notes', JSON.stringify(notes));
  localStorage.setItem('current', JSON.stringify(current));
  localStorage.setItem('view', JSON.stringify(view));
}

const note = () => notes.find(one => one.id === current);

function titleOf(text) {
  const line = text.split('\n', 50).find(one => one.trim()) ?? '';
  return line.replace(/^[\s#>*+-]*(\[[ xX]\]\s)?/, '').replace(/[*_`~]/g, '').trim().slice(0, 100) || 'Empty note';
}

function create(text = '') {
  const made = { id: crypto.randomUUID(), text, at: Date.now() };
  notes.unshift(made);
  return made;
}

function choose(id) {
  current = id;
  save();
  drawAll();
}

function change(text) {
  if (!note()) current = create().id;
  note().text = text;
  note().at = Date.now();
  notes.sort((a, b) => b.at - a.at);
  saveSoon();
  drawList();
  clearTimeout(drawing);
  drawing = setTimeout(drawPage, text.length > 50_000 ? 300 : 0);
}

function tick(number) {
  const lines = note().text.split('\n');
  lines[number] = lines[number].replace(/\[([ xX])\]/, (_, mark) => (mark === ' ' ? '[x]' : '[ ]'));
  $('text').value = lines.join('\n');
  const boxes = [...$('page').querySelectorAll('input')];
  const index = boxes.indexOf(document.activeElement);
  change($('text').value);
  clearTimeout(drawing);
  drawPage();
  $('page').querySelectorAll('input')[index]?.focus();
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

function remove() {
  const gone = note();
  if (!gone) return;
  notes = notes.filter(one => one !== gone);
  choose(notes[0]?.id ?? '');
  $('new').focus();
  say(`“${titleOf(gone.text)}” deleted.`, () => { notes = [...notes, gone].sort((a, b) => b.at - a.at); choose(gone.id); });
}

function drawAll() {
  $('text').value = note()?.text ?? '';
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll('[data-view-button]')) button.setAttribute('aria-pressed', button.dataset.viewButton === view);
  drawList();
  drawPage();
}

function drawList() {
  const wanted = $('search').value.trim().toLowerCase();
  const shown = notes.filter(one => one.text.toLowerCase().includes(wanted));
  $('notes').replaceChildren(...shown.map(drawRow));
  $('none').textContent = notes.length === 0 ? 'No notes yet. Write on the right, it is kept as you type.' : shown.length === 0 ? 'No note has these words.' : '';
}

function drawRow(one) {
  const today = new Date(one.at).toDateString() === new Date().toDateString();
  const when = new Date(one.at).toLocaleString('en-GB', today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', year: 'numeric' });
  const rest = one.text.slice(0, 600).split('\n').filter(line => line.trim()).slice(1).join(' ').replace(/[#*_`>~]|\[[ x]\]/g, '').slice(0, 120);
  const button = element('button', element('b', titleOf(one.text)), element('span', `${when}  ${rest}`));
  if (one.id === current) button.setAttribute('aria-current', 'true');
  button.onclick = () => choose(one.id);
  return element('li', button);
}

function drawPage() {
  const text = note()?.text ?? '';
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
  $('count').textContent = `${words.toLocaleString('en-GB')} ${words === 1 ? 'word' : 'words'}`;
  for (const id of ['copy', 'download', 'delete']) $(id).disabled = !note();
  $('page').replaceChildren(text.trim() ? renderMarkdown(text, tick) : Object.assign(element('p', 'The note appears here as it reads.'), { className: 'quiet' }));
}

// Puts text in as typing would, so that the editor's own undo still works.
function insert(text) {
  if (!document.execCommand('insertText', false, text)) $('text').setRangeText(text, $('text').selectionStart, $('text').selectionEnd, 'end');
}

function wrap(mark) {
  const { selectionStart: start, selectionEnd: end, value } = $('text');
  insert(mark + value.slice(start, end) + mark);
  if (start === end) $('text').setSelectionRange(start + mark.length, start + mark.length);
}

// Enter in a list goes on with the list; in an empty item it ends it.
function continueList(event) {
  const { selectionStart: at, selectionEnd: end, value } = $('text');
  const start = value.lastIndexOf('\n', at - 1) + 1;
  const found = /^(\s*)([-*+]|\d{1,9}[.)])(\s+\[[ xX]\])?\s+(.*)$/.exec(value.slice(start, at));
  if (at !== end || !found) return;
  event.preventDefault();
  if (!found[4].trim()) {
    $('text').setSelectionRange(start, at);
    return insert('\n');
  }
  const marker = found[2].replace(/^\d+/, number => String(Number(number) + 1));
  insert(`\n${found[1]}${marker}${found[3] ? ' [ ]' : ''} `);
}

function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function openFiles(files) {
  const before = notes;
  let count = 0;
  notes = [...notes];
  for (const file of files) {
    const text = await file.text();
    if (!file.name.endsWith('.json')) { current = create(text).id; count += 1; continue; }
    try {
      for (const one of readNotes(JSON.parse(text))) { current = create(one.text).id; note().at = one.at; count += 1; }
    } catch { /* not a list of notes; it is told below */ }
  }
  notes.sort((a, b) => b.at - a.at);
  choose(current);
  say(count ? `${count} ${count === 1 ? 'note' : 'notes'} opened.` : 'No note was found in this file.', count ? () => { notes = before; choose(before[0]?.id ?? ''); } : undefined);
}

$('text').oninput = () => change($('text').value);
$('text').onkeydown = event => {
  const mark = { b: '**', i: '*', e: '`' }[event.key];
  if ((event.ctrlKey || event.metaKey) && mark && !event.shiftKey && !event.altKey) { event.preventDefault(); wrap(mark); }
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) continueList(event);
};
$('new').onclick = () => {
  $('search').value = '';
  if (view === 'read') view = 'both';
  const empty = notes.find(one => !one.text.trim());
  choose((empty ?? create()).id);
  $('text').focus();
};
$('search').oninput = drawList;
$('delete').onclick = remove;
$('copy').onclick = () => navigator.clipboard.writeText(note().text).then(() => say('Note copied.'), () => say('The clipboard is closed to this app.'));
$('download').onclick = () => download(`${titleOf(note().text).replace(/[^\p{L}\p{N} _-]/gu, '').trim().slice(0, 60) || 'note'}.md`, note().text, 'text/markdown');
$('all').onclick = () => (notes.length ? download('notes.json', JSON.stringify(notes, null, 1), 'application/json') : say('There is nothing to save yet.'));
$('open').onchange = () => openFiles([...$('open').files]).then(() => { $('open').value = ''; });
for (const button of document.querySelectorAll('[data-view-button]')) {
  button.onclick = () => { view = button.dataset.viewButton; save(); drawAll(); };
}
document.addEventListener('visibilitychange', save);
$('text').onblur = save;
if (!note()) current = notes[0]?.id ?? '';
drawAll();
