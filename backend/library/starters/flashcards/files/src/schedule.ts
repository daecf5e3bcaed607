/** What the person says about an answer. */
export type Grade = 'again' | 'hard' | 'good' | 'easy';

export type Progress = {
  /** When the card comes up next, in milliseconds; 0 for one never seen. */
  due: number;
  /** Days between the last two times; 0 while it is being learned. */
  interval: number;
  /** How much the interval grows with each good answer. */
  ease: number;
  /** The day it was first seen, or empty. */
  firstSeen: string;
};

export const unseen: Progress = { due: 0, interval: 0, ease: 2.5, firstSeen: '' };

const minute = 60_000;
const hardest = 1.3;

export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The start of the day that many days on, whatever summer time does in between. */
function daysFrom(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The progress after a grade: SM-2 with two learning steps (Wozniak, 1990). */
export function after(progress: Progress, grade: Grade, now: number): Progress {
  const firstSeen = progress.firstSeen || dayOf(now);
  const learn = (minutes: number, ease: number) => ({ due: now + minutes * minute, interval: 0, ease, firstSeen });
  const wait = (days: number, ease: number) => {
    const interval = Math.min(3650, Math.max(1, Math.round(days)));
    return { due: daysFrom(now, interval), interval, ease, firstSeen };
  };
  const { interval, ease } = progress;
  if (grade === 'again') return learn(1, interval ? Math.max(hardest, ease - 0.2) : ease);
  if (interval === 0) return grade === 'hard' ? learn(6, ease) : wait(grade === 'good' ? 1 : 4, ease);
  if (grade === 'hard') return wait(interval * 1.2, Math.max(hardest, ease - 0.15));
  if (grade === 'good') return wait(Math.max(interval + 1, interval * ease), ease);
  return wait(Math.max(interval + 2, interval * ease * 1.3), ease + 0.15);
}

/** "1 min", "4 days", "7 months": how long until the card comes back. */
export function wait(progress: Progress, now: number): string {
  if (progress.interval === 0) return `${Math.max(1, Math.round((progress.due - now) / minute))} min`;
  const [count, unit] = progress.interval < 31 ? [progress.interval, 'day'] : progress.interval < 365 ? [Math.round(progress.interval / 30.4), 'month'] : [Math.round(progress.interval / 36.5) / 10, 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
