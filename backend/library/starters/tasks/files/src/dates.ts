import { useEffect, useState } from 'react';

/** A calendar day as YYYY-MM-DD, in the person's own time zone. */
export type Day = string;

export function dayOf(date: Date): Day {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Noon of the day, so that no change to or from summer time can move it to another day. */
export function noonOf(day: Day): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
}

export function addDays(day: Day, count: number): Day {
  const date = noonOf(day);
  date.setDate(date.getDate() + count);
  return dayOf(date);
}

/** True for a day that exists: 2026-02-30 does not. */
export function isDay(text: unknown): boolean {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(noonOf(text)) === text;
}

/** Today, also after midnight has passed with the app open or the computer has slept. */
export function useToday(): Day {
  const [today, setToday] = useState(() => dayOf(new Date()));
  useEffect(() => {
    const check = () => setToday(dayOf(new Date()));
    const timer = setInterval(check, 20_000);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
    };
  }, []);
  return today;
}

/** "Today", "Friday", "3 Dec": as short as it can be without being unclear. */
export function nameOf(day: Day, today: Day): string {
  if (day === today) return 'Today';
  if (day === addDays(today, 1)) return 'Tomorrow';
  if (day === addDays(today, -1)) return 'Yesterday';
  const date = noonOf(day);
  if (day > today && day < addDays(today, 7)) return date.toLocaleDateString('en-GB', { weekday: 'long' });
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}
