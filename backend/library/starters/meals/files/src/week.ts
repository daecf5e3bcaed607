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

/** The Monday of the week that holds the day. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((noonOf(day).getDay() + 6) % 7));
}

export function weekFrom(monday: Day): Day[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

export function nameOfWeek(monday: Day): string {
  const show = (day: Day, year?: 'numeric') => noonOf(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year });
  return `${show(monday)} to ${show(addDays(monday, 6), 'numeric')}`;
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
