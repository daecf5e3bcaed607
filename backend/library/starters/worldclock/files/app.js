const $ = id => document.getElementById(id);
const hour = 3_600_000;
const home = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

let cities = readCities(load('cities'));
let twelve = load('twelve') === true;
let picked = null; // the instant that is looked at; null follows the clock
let said = null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function readCities(stored) {
  if (!Array.isArray(stored)) return [];
  return stored.filter(city => typeof city?.name === 'string' && typeof city.zone === 'string' && isZone(city.zone)).map(({ name, zone }) => ({ name: name.slice(0, 60), zone }));
}

function save() {
  localStorage.setItem('cities', JSON.stringify(cities));
  localStorage.setItem('twelve', JSON.stringify(twelve));
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

const instant = () => picked ?? Math.floor(Date.now() / 60_000) * 60_000;
const rows = () => [{ name: 'Here', zone: home }, ...[...cities].sort((a, b) => offsetOf(a.zone, instant()) - offsetOf(b.zone, instant()) || a.name.localeCompare(b.name))];

// The day at home that holds the instant: where it starts and how long it is (23 or 25 hours when the clocks change).
function dayAround(at) {
  const date = new Date(at);
  const start = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const end = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
  return { start, length: end - start };
}

function difference(zone, at) {
  const minutes = offsetOf(zone, at) - offsetOf(home, at);
  if (minutes === 0) return 'same time';
  const size = Math.abs(minutes);
  const text = `${Math.floor(size / 60)}${size % 60 ? `:${String(size % 60).padStart(2, '0')}` : ''} h`;
  return minutes > 0 ? `${text} ahead` : `${text} behind`;
}

function dayWord(zone, at) {
  const day = place => Math.floor(wallClock(place, at).asUtc / (24 * hour));
  return { '-1': 'yesterday', 0: '', 1: 'tomorrow' }[day(zone) - day(home)] ?? '';
}

function draw() {
  const at = instant();
  const { start, length } = dayAround(at);
  $('moment').textContent = `${showDay(home, at)}, ${showTime(home, at, twelve)}`;
  $('now').setAttribute('aria-pressed', picked === null);
  const date = new Date(start + length / 2);
  $('day').value = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  $('minute').max = length / 60_000 - 15;
  $('minute').value = Math.floor((at - start) / 900_000) * 15;
  $('minute').setAttribute('aria-valuetext', showTime(home, at, twelve));
  $('twelve').checked = twelve;
  $('empty').hidden = cities.length > 0;
  drawRows(at, start, length);
  $('work').textContent = common(start, length);
}

function drawRows(at, start, length) {
  const focused = document.activeElement?.dataset?.remove;
  $('rows').replaceChildren(...rows().map(city => {
    const isHome = city.zone === home && city.name === 'Here';
    const row = make('li', { className: partOfDay(city.zone, at) },
      make('div', { className: 'place' }, make('b', { textContent: city.name }), make('span', { textContent: isHome ? cityOf(home) : [difference(city.zone, at), dayWord(city.zone, at)].filter(Boolean).join(', ') })),
      make('time', { textContent: showTime(city.zone, at, twelve) }),
      strip(city.zone, at, start, length));
    if (!isHome) {
      const remove = make('button', { textContent: '×', className: 'remove', onclick: () => forget(city) });
      remove.setAttribute('aria-label', `Delete ${city.name}`);
      remove.dataset.remove = city.name;
      row.append(remove);
    }
    return row;
  }));
  if (focused) document.querySelector(`[data-remove="${CSS.escape(focused)}"]`)?.focus();
}

// The day at home as one cell for each hour, coloured by the hour in the place, with a line at the instant.
function strip(zone, at, start, length) {
  const cells = Array.from({ length: Math.round(length / hour) }, (_, index) => {
    const when = start + index * hour;
    return make('i', { className: partOfDay(zone, when), textContent: index % 3 === 0 ? wallClock(zone, when).hour : '' });
  });
  const line = make('span', { className: 'line' });
  line.style.insetInlineStart = `${((at - start) / length) * 100}%`;
  const box = make('div', { className: 'strip' }, ...cells, line);
  box.setAttribute('aria-hidden', 'true');
  return box;
}

// In words: when everyone is at work, or awake, on the day that is shown.
function common(start, length) {
  if (cities.length === 0) return '';
  const quarters = Array.from({ length: length / 900_000 }, (_, index) => start + index * 900_000);
  const every = test => quarters.filter(when => rows().every(city => test(partOfDay(city.zone, when))));
  const spans = times => {
    const groups = [];
    for (const when of times) {
      const last = groups[groups.length - 1];
      if (last && when - last.end === 0) last.end += 900_000;
      else groups.push({ start: when, end: when + 900_000 });
    }
    return groups.map(({ start: from, end }) => `${showTime(home, from, twelve)} to ${showTime(home, end, twelve)}`).join(' and ');
  };
  const work = every(part => part === 'work');
  if (work.length) return `Everyone is at work from ${spans(work)}, your time.`;
  const awake = every(part => part !== 'night');
  return awake.length ? `No working hour in common on this day. Everyone is awake from ${spans(awake)}, your time.` : 'There is no hour on this day when everyone is awake.';
}

function forget(city) {
  const before = cities;
  cities = cities.filter(one => one.name !== city.name || one.zone !== city.zone);
  save();
  draw();
  $('city').focus();
  say(`${city.name} deleted.`, () => { cities = before; save(); draw(); });
}

$('add').onsubmit = event => {
  event.preventDefault();
  const found = findPlace($('city').value);
  if (!found) return say('This place is not in the tables. Try the nearest large city, or a zone such as Europe/Kyiv.');
  if (cities.some(city => city.name === found.name)) return say(`${found.name} is there already.`);
  cities = [...cities, found];
  $('city').value = '';
  save();
  draw();
  say(`${found.name} added.`);
};
$('now').onclick = () => { picked = null; draw(); };
$('minute').oninput = () => { picked = dayAround(instant()).start + Number($('minute').value) * 60_000; draw(); };
$('day').onchange = () => {
  const [year, month, day] = $('day').value.split('-').map(Number);
  if (!year || year < 1970 || year > 2200) return draw();
  const now = new Date(instant());
  picked = new Date(year, month - 1, day, now.getHours(), now.getMinutes()).getTime();
  draw();
};
$('twelve').onchange = () => { twelve = $('twelve').checked; save(); draw(); };
$('copy').onclick = () => {
  const lines = rows().map(city => `${city.name === 'Here' ? cityOf(home) : city.name}: ${showTime(city.zone, instant(), twelve)}, ${showDay(city.zone, instant())}`);
  navigator.clipboard.writeText(lines.join('\n')).then(() => say('Times copied.'), () => say('The clipboard is closed to this app.'));
};
$('cities').append(...[...places].sort().map(([name, zone]) => make('option', { value: name, label: zone })));

let shown = instant();
function tick() {
  if (picked !== null || instant() === shown) return;
  shown = instant();
  draw();
}
setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);
draw();
