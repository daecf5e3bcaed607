import type { Slice } from './entries';
import { readAmount, showAmount, type Hundredths } from './money';

export type Limits = Record<string, Hundredths>;

type Props = { slices: Slice[]; limits: Limits; currency: string; onLimit: (category: string, limit: Hundredths) => void };

export function Categories({ slices, limits, currency, onLimit }: Props) {
  return (
    <table className="categories">
      <thead><tr><th scope="col">Category</th><th scope="col">Spent</th><th scope="col">Limit</th></tr></thead>
      <tbody>
        {slices.map(slice => {
          const limit = limits[slice.category] ?? 0;
          const over = limit > 0 && slice.amount > limit;
          return (
            <tr key={slice.category}>
              <th scope="row"><i className={`key c${slice.color}`} />{slice.category}</th>
              <td className={over ? 'over' : ''}>
                {showAmount(slice.amount, currency)}
                {limit > 0 && <span className="bar"><i className={over ? 'over' : `c${slice.color}`} style={{ inlineSize: `${Math.min(100, (slice.amount / limit) * 100)}%` }} /></span>}
                {over && <small>{showAmount(slice.amount - limit, currency)} over</small>}
              </td>
              <td>
                <input
                  key={limit}
                  aria-label={`Monthly limit for ${slice.category}`}
                  inputMode="decimal"
                  placeholder="none"
                  defaultValue={limit ? limit / 100 : ''}
                  onBlur={event => onLimit(slice.category, readAmount(event.target.value) ?? 0)}
                  onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Stored limits, without those that are no amount. */
export function readLimits(value: unknown): Limits {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, limit]) => Number.isSafeInteger(limit) && limit > 0));
}
