import { moveMonth, nameOfMonth, sum, type Entry, type Month, type Slice } from './entries';
import { showAmount } from './money';

const gap = 5;

/** Spending by category as a ring. The table beside it carries the same numbers. */
export function Donut({ slices, currency }: { slices: Slice[]; currency: string }) {
  const total = slices.reduce((all, slice) => all + slice.amount, 0);
  let before = 0;
  return (
    <svg className="donut" viewBox="0 0 200 200" role="img" aria-label={`Spent by category, ${showAmount(total, currency)} in all`}>
      <circle cx="100" cy="100" r="78" className="track" />
      {slices.map(slice => {
        const length = (slice.amount / total) * 1000;
        const start = before;
        before += length;
        const shown = slices.length > 1 ? Math.max(1, length - gap) : 1000;
        return <circle key={slice.category} cx="100" cy="100" r="78" pathLength={1000} className={`c${slice.color}`} strokeDasharray={`${shown} ${1000 - shown}`} strokeDashoffset={-start} />;
      })}
      <text x="100" y="98" className="total">{showAmount(total, currency, true)}</text>
      <text x="100" y="118" className="caption">spent</text>
    </svg>
  );
}

/** In and out of six months as pairs of bars, with the numbers as a table for those who do not see them. */
export function Months({ entries, month, currency, onChoose }: { entries: Entry[]; month: Month; currency: string; onChoose: (month: Month) => void }) {
  const months = [-5, -4, -3, -2, -1, 0].map(by => moveMonth(month, by)).map(name => {
    const own = entries.filter(entry => entry.day.startsWith(name));
    return { name, out: sum(own, 'out'), in: sum(own, 'in') };
  });
  const highest = Math.max(1, ...months.flatMap(one => [one.in, one.out]));
  return (
    <ul className="months" aria-label="Six months">
      {months.map(one => (
        <li key={one.name}>
          <button aria-current={one.name === month ? 'date' : undefined} onClick={() => onChoose(one.name)} title={`In ${showAmount(one.in, currency)}, out ${showAmount(one.out, currency)}`}>
            <svg viewBox="0 0 60 80" preserveAspectRatio="none" aria-hidden="true">
              <rect className="in" x="8" width="20" y={80 - (one.in / highest) * 78} height={(one.in / highest) * 78} />
              <rect className="out" x="32" width="20" y={80 - (one.out / highest) * 78} height={(one.out / highest) * 78} />
            </svg>
            <span>{nameOfMonth(one.name, 'short')}</span>
            <span className="hidden">: in {showAmount(one.in, currency)}, out {showAmount(one.out, currency)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
