import type { Day } from './days';
import type { Habit } from './habits';

const center = 150;
const outermost = 134;

/** Four weeks as a clock face: one circle for each habit, one segment for each day, today just left of the top. */
export function Ring({ habits, days }: { habits: Habit[]; days: Day[] }) {
  const step = Math.min(22, 88 / Math.max(1, habits.length));
  const today = days[days.length - 1];
  const done = habits.filter(habit => habit.days.includes(today)).length;
  const total = habits.reduce((sum, habit) => sum + days.filter(day => habit.days.includes(day)).length, 0);
  return (
    <svg className="ring" viewBox="0 0 300 300" role="img" aria-label={`Last four weeks: ${total} of ${habits.length * days.length} done. Today: ${done} of ${habits.length}.`}>
      {habits.map((habit, row) => {
        const doneDays = new Set(habit.days);
        return days.map((day, index) => (
          <path
            key={habit.id + day}
            d={segment(index, days.length, outermost - row * step)}
            className={doneDays.has(day) ? `lit h${habit.color}` : 'unlit'}
            strokeWidth={step - 4}
            opacity={doneDays.has(day) ? 0.5 + (0.5 * (index + 1)) / days.length : 1}
          />
        ));
      })}
      <path className="today" d={`M${center} 4 V12`} />
      <text x={center} y={center - 2} className="big">{done}<tspan className="of"> of {habits.length}</tspan></text>
      <text x={center} y={center + 20} className="small">{done === habits.length ? 'all done today' : 'done today'}</text>
    </svg>
  );
}

/** An arc for one day, with a gap on both sides. */
function segment(index: number, count: number, radius: number): string {
  const gap = 1.6 / radius;
  const angle = (part: number) => (part / count) * 2 * Math.PI - Math.PI / 2;
  const point = (turn: number) => `${(center + radius * Math.cos(turn)).toFixed(2)} ${(center + radius * Math.sin(turn)).toFixed(2)}`;
  return `M${point(angle(index) + gap)} A${radius} ${radius} 0 0 1 ${point(angle(index + 1) - gap)}`;
}
