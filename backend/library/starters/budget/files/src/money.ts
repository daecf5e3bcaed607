/** Amounts are whole hundredths of the currency's unit, so that sums never drift. */
export type Hundredths = number;

export const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'PLN', 'SEK', 'NOK', 'DKK', 'CZK', 'CAD', 'AUD', 'INR', 'BRL', 'ZAR'];

const largest = 1e12;

/** Reads an amount as people write it: 12, 12.5, 12,50, 1.234,56, 1,234.56, € 9. Null when it is none. */
export function readAmount(text: string): Hundredths | null {
  const digits = text.replace(/[\s\u00a0'’]|\p{Sc}/gu, '');
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  const mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const isDecimal = mark >= 0 && digits.length - mark - 1 <= 2;
  const whole = (isDecimal ? digits.slice(0, mark) : digits).replace(/[.,]/g, '');
  const part = isDecimal ? digits.slice(mark + 1).padEnd(2, '0') : '00';
  const amount = Number(whole) * 100 + Number(part);
  return amount > 0 && amount < largest ? amount : null;
}

export function showAmount(amount: Hundredths, currency: string, short = false): string {
  return (amount / 100).toLocaleString(undefined, { style: 'currency', currency, ...(short ? { maximumFractionDigits: 0 } : {}) });
}
