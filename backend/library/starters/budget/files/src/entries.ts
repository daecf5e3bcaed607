import { readAmount, type Hundredths } from './money';

export type Entry = {
  id: string;
  /** YYYY-MM-DD, as it stood on the calendar of the person. */
  day: string;
  kind: 'out' | 'in';
  amount: Hundredths;
  category: string;
  note: string;
};

export type Slice = { category: string; amount: Hundredths; color: number };

/** A month as YYYY-MM. */
export type Month = string;

export const usualCategories = ['Food', 'Home', 'Transport', 'Health', 'Leisure', 'Clothes', 'Gifts', 'Other'];

export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function moveMonth(month: Month, by: number): Month {
  const [year, number] = month.split('-').map(Number);
  return dayOf(new Date(year, number - 1 + by, 1, 12)).slice(0, 7);
}

export function nameOfMonth(month: Month, style: 'long' | 'short' = 'long'): string {
  const date = new Date(`${month}-01T12:00`);
  return style === 'long' ? date.toLocaleDateString('en-GB', { month: 'long', year: 'numeric' }) : date.toLocaleDateString('en-GB', { month: 'short' });
}

export function sum(entries: Entry[], kind: Entry['kind']): Hundredths {
  return entries.reduce((total, entry) => (entry.kind === kind ? total + entry.amount : total), 0);
}

/** Spending by category, largest first. A category keeps its colour as long as the order of first use stays. */
export function slices(all: Entry[], month: Entry[]): Slice[] {
  const order = categoriesOf(all);
  const amounts = new Map<string, Hundredths>();
  for (const entry of month) if (entry.kind === 'out') amounts.set(entry.category, (amounts.get(entry.category) ?? 0) + entry.amount);
  return [...amounts].map(([category, amount]) => ({ category, amount, color: Math.max(0, order.indexOf(category)) % 8 })).sort((a, b) => b.amount - a.amount);
}

export function categoriesOf(entries: Entry[]): string[] {
  return [...new Set([...usualCategories, ...entries.map(entry => entry.category)])];
}

export function asCsv(entries: Entry[]): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [...entries].sort((a, b) => a.day.localeCompare(b.day)).map(entry => [entry.day, entry.kind, (entry.amount / 100).toFixed(2), quote(entry.category), quote(entry.note)].join(','));
  return ['day,kind,amount,category,note', ...lines].join('\r\n') + '\r\n';
}

/** Reads what asCsv writes, also with semicolons; returns the good lines and how many were not understood. */
export function fromCsv(text: string): { entries: Entry[]; skipped: number } {
  const rows = cells(text.replace(/^\ufeff/, '')).filter(row => row.some(cell => cell.trim()));
  const body = rows.filter(row => row[0] !== 'day');
  const entries = body.flatMap(([day = '', kind = '', amount = '', category = '', note = '']) =>
    readEntries([{ id: crypto.randomUUID(), day: day.trim(), kind: kind.trim() === 'in' ? 'in' : 'out', amount: readAmount(amount.replace('-', '')) ?? 0, category, note }]),
  );
  return { entries, skipped: body.length - entries.length };
}

function cells(text: string): string[][] {
  const separator = text.slice(0, text.search(/\r|\n|$/)).includes(';') ? ';' : ',';
  const rows: string[][] = [['']];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    const row = rows[rows.length - 1];
    if (char === '"' && quoted && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
    else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) row.push('');
    else if (char === '\n' && !quoted) rows.push(['']);
    else if (char !== '\r' || quoted) row[row.length - 1] += char;
  }
  return rows;
}

/** Stored text may be anything; what is not an entry is left out. */
export function readEntries(value: unknown): Entry[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Partial<Entry> | null) => {
    const day = String(item?.day);
    const real = /^\d{4}-\d\d-\d\d$/.test(day) && dayOf(new Date(`${day}T12:00`)) === day;
    if (typeof item?.id !== 'string' || !real || !Number.isSafeInteger(item.amount) || Number(item.amount) <= 0) return [];
    return [{ id: item.id, day, kind: item.kind === 'in' ? 'in' : 'out', amount: Number(item.amount), category: String(item.category ?? '').trim().slice(0, 40) || 'Other', note: String(item.note ?? '').slice(0, 200) }];
  });
}
