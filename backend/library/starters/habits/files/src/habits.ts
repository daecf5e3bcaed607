import { addDays, dayOf, noonOf, type Day } from './days';

export type Habit = {
  id: string;
  name: string;
  /** Index of its colour, 0 to 7. */
  color: number;
  /** The days it was done, in no order and each once. */
  days: Day[];
};

/** The ring has room for eight. */
export const most = 8;

export function newHabit(name: string, others: Habit[]): Habit {
  const free = Array.from({ length: most }, (_, color) => color).find(color => !others.some(habit => habit.color === color));
  return { id: crypto.randomUUID(), name: name.trim().slice(0, 80), color: free ?? 0, days: [] };
}

export function toggle(habit: Habit, day: Day): Habit {
  const days = habit.days.includes(day) ? habit.days.filter(one => one !== day) : [...habit.days, day];
  return { ...habit, days };
}

/** Days in a row up to today; a today that is still open does not break the row. */
export function streak(habit: Habit, today: Day): number {
  const done = new Set(habit.days);
  let day = done.has(today) ? today : addDays(today, -1);
  let count = 0;
  while (done.has(day)) {
    count += 1;
    day = addDays(day, -1);
  }
  return count;
}

/** The longest row there ever was. */
export function best(habit: Habit): number {
  let longest = 0;
  let count = 0;
  let before = '';
  for (const day of [...habit.days].sort()) {
    count = before !== '' && addDays(before, 1) === day ? count + 1 : 1;
    longest = Math.max(longest, count);
    before = day;
  }
  return longest;
}

/** One line for each day on which anything was done, one column for each habit. */
export function asCsv(habits: Habit[]): string {
  const days = [...new Set(habits.flatMap(habit => habit.days))].sort();
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = days.map(day => [day, ...habits.map(habit => (habit.days.includes(day) ? '1' : '0'))].join(','));
  return [['day', ...habits.map(habit => quote(habit.name))].join(','), ...lines].join('\r\n') + '\r\n';
}

/** Stored text may be anything; what is not a habit is left out. */
export function readHabits(value: unknown): Habit[] {
  if (!Array.isArray(value)) return [];
  const isDay = (day: unknown) => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && dayOf(noonOf(day)) === day;
  return value
    .flatMap((item: Partial<Habit> | null) =>
      typeof item?.id === 'string' && typeof item.name === 'string'
        ? [{ id: item.id, name: item.name, color: Math.abs(Math.floor(Number(item.color)) || 0) % most, days: Array.isArray(item.days) ? [...new Set(item.days.filter(isDay))] : [] }]
        : [],
    )
    .slice(0, most);
}
