// A timer that counts against the wall clock: sleep, a slow tab or a reload cannot make it wrong.

const names = { focus: 'Focus', short: 'Short break', long: 'Long break' };
const $ = id => document.getElementById(id);

const settings = { focus: 25, short: 5, long: 15, rounds: 4, auto: false, sound: true, ...load('settings', {}) };
for (const [key, low, high, usual] of [['focus', 1, 180, 25], ['short', 1, 60, 5], ['long', 1, 120, 15], ['rounds', 2, 12, 4]]) {
  const value = Math.round(Number(settings[key]));
  settings[key] = value >= low && value <= high ? value : usual;
}

// The timer is either running (endsAt is set) or standing still (left is what remains, in milliseconds).
const timer = readTimer(load('timer', {}));
let log = readLog(load('log', []));
let audio = null;
let said = null;

function load(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function save() {
  localStorage.setItem('settings', JSON.stringify(settings));
  localStorage.setItem('timer', JSON.stringify(timer));
  localStorage.setItem('log', JSON.stringify(log));
}

function readTimer(stored) {
  const phase = names[stored.phase] ? stored.phase : 'focus';
  const full = settings[phase] * 60_000;
  const left = Number(stored.left) > 0 ? Math.min(Number(stored.left), full) : full;
  return { phase, left, endsAt: Number(stored.endsAt) || 0, round: Math.max(0, Math.floor(Number(stored.round)) || 0), task: String(stored.task ?? '').slice(0, 120) };
}

function readLog(stored) {
  if (!Array.isArray(stored)) return [];
  return stored
    .filter(entry => Number.isFinite(entry?.at) && Number.isFinite(entry?.minutes))
    .map(entry => ({ at: entry.at, minutes: entry.minutes, task: String(entry.task ?? '') }));
}

const remaining = () => (timer.endsAt ? Math.max(0, timer.endsAt - Date.now()) : timer.left);
const full = () => settings[timer.phase] * 60_000;
const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();
const timeOf = at => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

function start() {
  timer.endsAt = Date.now() + timer.left;
  audio ??= settings.sound && window.AudioContext ? new AudioContext() : null;
}

function pause() {
  timer.left = Math.max(1000, remaining());
  timer.endsAt = 0;
}

function enter(phase) {
  timer.phase = phase;
  timer.left = full();
  timer.endsAt = 0;
}

function finish() {
  const endedAt = timer.endsAt;
  const wasFocus = timer.phase === 'focus';
  if (wasFocus) {
    log.push({ at: endedAt, minutes: settings.focus, task: timer.task.trim() });
    log = log.slice(-2000);
    timer.round += 1;
  }
  const next = !wasFocus ? 'focus' : timer.round % settings.rounds === 0 ? 'long' : 'short';
  say(`${names[timer.phase]} ended at ${timeOf(endedAt)}. Next: ${names[next].toLowerCase()}.`);
  enter(next);
  if (settings.sound && Date.now() - endedAt < 5000) ring();
  if (settings.auto && Date.now() - endedAt < 60_000) start();
  save();
}

function ring() {
  if (!audio) return;
  [0, 0.22, 0.44].forEach((delay, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + delay;
    tone.frequency.value = [660, 830, 990][index];
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.7);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.8);
  });
}

// Shows a sentence; with an undo, a button that takes the last act back.
function say(text, undo) {
  const notice = $('notice');
  clearTimeout(said);
  notice.hidden = false;
  notice.firstElementChild.textContent = text;
  notice.lastElementChild.hidden = !undo;
  notice.lastElementChild.onclick = () => { notice.hidden = true; undo(); };
  said = setTimeout(() => { notice.hidden = true; }, 10_000);
}

function draw() {
  const left = remaining();
  const seconds = Math.ceil(left / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  document.body.dataset.phase = timer.phase;
  document.body.dataset.running = timer.endsAt > 0;
  $('clock').textContent = clock;
  $('ends').textContent = timer.endsAt ? `until ${timeOf(timer.endsAt)}` : left < full() ? 'paused' : names[timer.phase].toLowerCase();
  $('arc').style.strokeDashoffset = 1000 - (1000 * left) / full();
  $('toggle').textContent = timer.endsAt ? 'Pause' : left < full() ? 'Go on' : 'Start';
  document.title = timer.endsAt ? `${clock} ${names[timer.phase]}` : 'Pomodoro';
}

function drawAll() {
  for (const button of document.querySelectorAll('[data-phase-button]')) {
    button.setAttribute('aria-pressed', button.dataset.phaseButton === timer.phase);
  }
  const inRound = timer.phase === 'long' && timer.round > 0 ? settings.rounds : timer.round % settings.rounds;
  $('dots').replaceChildren(...Array.from({ length: settings.rounds }, (_, index) => Object.assign(document.createElement('i'), { className: index < inRound ? 'on' : '' })));
  $('roundWords').textContent = `${inRound} of ${settings.rounds} before a long break`;

  const today = log.filter(entry => sameDay(entry.at, Date.now()));
  const minutes = today.reduce((sum, entry) => sum + entry.minutes, 0);
  $('sum').textContent = today.length ? `${today.length} ${today.length === 1 ? 'session' : 'sessions'}, ${spell(minutes)}` : '';
  $('empty').hidden = today.length > 0;
  $('log').replaceChildren(...today.reverse().map(drawEntry));
  draw();
}

function spell(minutes) {
  const hours = Math.floor(minutes / 60);
  return [hours ? `${hours} h` : '', minutes % 60 || !hours ? `${minutes % 60} min` : ''].filter(Boolean).join(' ');
}

function drawEntry(entry) {
  const row = document.createElement('li');
  const time = Object.assign(document.createElement('time'), { textContent: timeOf(entry.at) });
  const task = Object.assign(document.createElement('span'), { textContent: entry.task || 'Focus' });
  const length = Object.assign(document.createElement('small'), { textContent: `${entry.minutes} min` });
  const remove = Object.assign(document.createElement('button'), { textContent: '×' });
  remove.setAttribute('aria-label', `Delete ${entry.task || 'session'} at ${timeOf(entry.at)}`);
  remove.onclick = () => {
    const index = log.indexOf(entry);
    log.splice(index, 1);
    act(() => say('Session deleted.', () => act(() => log.splice(index, 0, entry))));
    $('toggle').focus();
  };
  row.append(time, task, length, remove);
  return row;
}

// Every act of the person ends in the same two steps: keep it, show it.
function act(change) {
  change();
  save();
  drawAll();
}

function drawTicks() {
  const marks = Array.from({ length: 60 }, (_, index) => {
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    const attributes = { x1: 100, x2: 100, y1: index % 5 ? 9 : 6, y2: 13, transform: `rotate(${index * 6} 100 100)`, class: index % 5 ? 'minor' : 'major' };
    for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
    return mark;
  });
  $('ticks').replaceChildren(...marks);
}

function fillForm() {
  for (const field of $('settings').elements) {
    if (field.type === 'checkbox') field.checked = Boolean(settings[field.name]);
    else field.value = settings[field.name];
  }
}

$('toggle').onclick = () => act(timer.endsAt ? pause : start);
$('reset').onclick = () => act(() => enter(timer.phase));
$('skip').onclick = () => act(() => enter(timer.phase === 'focus' ? 'short' : 'focus'));
$('task').value = timer.task;
$('task').oninput = () => { timer.task = $('task').value; save(); };
for (const button of document.querySelectorAll('[data-phase-button]')) {
  button.onclick = () => act(() => enter(button.dataset.phaseButton));
}
$('settings').onsubmit = event => event.preventDefault();
$('settings').onchange = event => {
  const field = event.target;
  if (!field.checkValidity()) {
    say(`Between ${field.min} and ${field.max} is possible. It stays at ${settings[field.name]}.`);
    return fillForm();
  }
  act(() => {
    const untouched = !timer.endsAt && timer.left === full();
    settings[field.name] = field.type === 'checkbox' ? field.checked : Number(field.value);
    if (untouched || (!timer.endsAt && timer.left > full())) timer.left = full();
  });
};
document.onkeydown = event => {
  const busy = event.target.closest('input, button, summary') || event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === ' ' && !busy) {
    event.preventDefault();
    $('toggle').click();
  }
};

let day = new Date().toDateString();
function tick() {
  const today = new Date().toDateString();
  const ended = timer.endsAt && Date.now() >= timer.endsAt;
  if (ended) finish();
  if (ended || today !== day) drawAll();
  else if (timer.endsAt) draw();
  day = today;
}
setInterval(tick, 250);
document.addEventListener('visibilitychange', tick);
drawTicks();
fillForm();
drawAll();
tick();
