// Time zones come from the browser's own tables; what summer time does in a place is never computed here.

const few = ['Africa/Cairo', 'Africa/Johannesburg', 'Africa/Lagos', 'Africa/Nairobi', 'America/Bogota', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Mexico_City', 'America/New_York', 'America/Sao_Paulo', 'Asia/Dubai', 'Asia/Hong_Kong', 'Asia/Kolkata', 'Asia/Shanghai', 'Asia/Singapore', 'Asia/Tokyo', 'Australia/Sydney', 'Europe/Berlin', 'Europe/Helsinki', 'Europe/Lisbon', 'Europe/London', 'Europe/Paris', 'Pacific/Auckland'];

// Cities that people name, but that are no zone of their own.
const alsoCalled = {
  'San Francisco': 'America/Los_Angeles', Seattle: 'America/Los_Angeles', 'Las Vegas': 'America/Los_Angeles', Boston: 'America/New_York', Washington: 'America/New_York', Miami: 'America/New_York', Atlanta: 'America/New_York',
  Houston: 'America/Chicago', Dallas: 'America/Chicago', Montreal: 'America/Toronto', 'Rio de Janeiro': 'America/Sao_Paulo', Mumbai: 'Asia/Kolkata', Delhi: 'Asia/Kolkata', Bangalore: 'Asia/Kolkata', Beijing: 'Asia/Shanghai', Shenzhen: 'Asia/Shanghai',
  Osaka: 'Asia/Tokyo', Kyoto: 'Asia/Tokyo', Hanoi: 'Asia/Bangkok', 'Abu Dhabi': 'Asia/Dubai', 'Tel Aviv': 'Asia/Jerusalem', Munich: 'Europe/Berlin', Hamburg: 'Europe/Berlin', Barcelona: 'Europe/Madrid', Milan: 'Europe/Rome', Porto: 'Europe/Lisbon',
  Geneva: 'Europe/Zurich', Edinburgh: 'Europe/London', Manchester: 'Europe/London', Krakow: 'Europe/Warsaw', Gothenburg: 'Europe/Stockholm', Bergen: 'Europe/Oslo', 'Cape Town': 'Africa/Johannesburg', Canberra: 'Australia/Sydney', Wellington: 'Pacific/Auckland', UTC: 'UTC',
};

const isZone = zone => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const cityOf = zone => zone.split('/').pop().replaceAll('_', ' ');

// Every place that can be added, as name -> zone.
const places = new Map([
  ...(Intl.supportedValuesOf?.('timeZone') ?? few).filter(zone => zone.includes('/') && !zone.startsWith('Etc/')).map(zone => [cityOf(zone), zone]),
  ...Object.entries(alsoCalled).filter(([, zone]) => isZone(zone)),
]);

const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

// Finds a place by name, by the beginning of a name, or by a zone such as Europe/Kyiv. Null when there is none.
function findPlace(text) {
  const wanted = plain(text);
  if (!wanted) return null;
  const names = [...places.keys()];
  const name = names.find(one => plain(one) === wanted) ?? names.find(one => plain(one).startsWith(wanted));
  if (name) return { name, zone: places.get(name) };
  return text.includes('/') && isZone(text.trim()) ? { name: cityOf(text.trim()), zone: text.trim() } : null;
}

const partFormats = new Map();

// The calendar of a place at an instant, as numbers.
function wallClock(zone, instant) {
  if (!partFormats.has(zone)) {
    partFormats.set(zone, new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }));
  }
  const parts = Object.fromEntries(partFormats.get(zone).formatToParts(instant).map(part => [part.type, Number(part.value)]));
  return { ...parts, asUtc: Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) };
}

// Minutes that a place is ahead of UTC at an instant.
const offsetOf = (zone, instant) => Math.round((wallClock(zone, instant).asUtc - Math.floor(instant / 60_000) * 60_000) / 60_000);

const showTime = (zone, instant, twelve) => new Intl.DateTimeFormat(twelve ? 'en-US' : 'en-GB', { timeZone: zone, hour: twelve ? 'numeric' : '2-digit', minute: '2-digit', hour12: twelve }).format(instant);
const showDay = (zone, instant) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(instant);

// night, edge (morning and evening) or work, by the hour of the place; weekends have no work.
function partOfDay(zone, instant) {
  const { hour, asUtc } = wallClock(zone, instant);
  const weekend = [0, 6].includes(new Date(asUtc).getUTCDay());
  if (hour >= 9 && hour < 17 && !weekend) return 'work';
  return hour >= 7 && hour < 22 ? 'edge' : 'night';
}
