const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Money in words: "$0.00", "$0.012", "under $0.001". Small amounts keep two significant digits. */
export function money(usd: string | number): string {
  const value = Number(usd);
  if (!Number.isFinite(value) || value === 0) return '$0.00';
  if (value > 0 && value < 0.001) return 'under $0.001';
  return value < 0.1 ? `$${Number(value.toPrecision(2))}` : `$${value.toFixed(2)}`;
}

/** Price per million tokens from the price of one, as in "$3.00"; "" when the endpoint does not tell. */
export function perMillion(pricePerToken: string): string {
  const value = Number(pricePerToken) * 1e6;
  return value < 0 ? '' : `$${value.toFixed(2)}`;
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
const daysAgo = (at: number, now: number) => Math.round((startOfDay(now) - startOfDay(at)) / DAY);
const clock = (at: number) => new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const dayName = (at: number, options: Intl.DateTimeFormatOptions) => new Date(at).toLocaleDateString('en-GB', options);

/** When something happened, as a person says it: "just now", "9 minutes ago", "Yesterday, 17:20", "Friday", "12 November". */
export function ago(at: number, now: number): string {
  const past = now - at;
  const days = daysAgo(at, now);
  if (past < MINUTE) return 'just now';
  if (past < HOUR) return plural(Math.floor(past / MINUTE), 'minute');
  if (days === 0) return plural(Math.floor(past / HOUR), 'hour');
  if (days === 1) return `Yesterday, ${clock(at)}`;
  if (days < 7) return dayName(at, { weekday: 'long' });
  return date(at, now);
}

const plural = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'} ago`;

function date(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dayName(at, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** The heading a chat stands under: "Today", "Yesterday", "Thursday 19 November", "Earlier in November", "October". */
export function dayHeading(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return dayName(at, { weekday: 'long', day: 'numeric', month: 'long' });
  const month = dayName(at, { month: 'long' });
  const then = new Date(at);
  const today = new Date(now);
  if (then.getFullYear() !== today.getFullYear()) return `${month} ${then.getFullYear()}`;
  return then.getMonth() === today.getMonth() ? `Earlier in ${month}` : month;
}

/** Groups what is sorted newest first under day headings. */
export function byDay<T>(items: readonly T[], at: (item: T) => number, now: number): { heading: string; items: T[] }[] {
  const groups: { heading: string; items: T[] }[] = [];
  for (const item of items) {
    const heading = dayHeading(at(item), now);
    const last = groups.at(-1);
    if (last?.heading === heading) last.items.push(item);
    else groups.push({ heading, items: [item] });
  }
  return groups;
}
