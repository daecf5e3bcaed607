import { describe, expect, it } from 'vitest';
import { ago, byDay, dayHeading, money, perMillion } from './format';

const now = new Date(2026, 10, 22, 15, 0).getTime();
const at = (month: number, day: number, hour = 12, year = 2026) => new Date(year, month - 1, day, hour, 20).getTime();

describe('money', () => {
  it.each([
    ['0', '$0.00'],
    ['0.000106', 'under $0.001'],
    ['0.0123', '$0.012'],
    ['0.041', '$0.041'],
    ['0.31', '$0.31'],
    ['2', '$2.00'],
    ['nonsense', '$0.00'],
  ])('writes %s as %s', (usd, words) => expect(money(usd)).toBe(words));

  it('tells prices per million tokens', () => {
    expect(perMillion('0.000003')).toBe('$3.00');
    expect(perMillion('-1')).toBe('');
  });
});

describe('times', () => {
  it.each([
    [now - 20_000, 'just now'],
    [now - 61_000, '1 minute ago'],
    [now - 9 * 60_000, '9 minutes ago'],
    [at(11, 22, 12), '2 hours ago'],
    [at(11, 21, 17), 'Yesterday, 17:20'],
    [at(11, 20), 'Friday'],
    [at(11, 12), '12 November'],
    [at(11, 12, 12, 2025), '12 November 2025'],
  ])('says %s as %s', (time, words) => expect(ago(time, now)).toBe(words));

  it.each([
    [at(11, 22, 0), 'Today'],
    [at(11, 21, 23), 'Yesterday'],
    [at(11, 19), 'Thursday 19 November'],
    [at(11, 2), 'Earlier in November'],
    [at(10, 2), 'October'],
    [at(10, 2, 12, 2025), 'October 2025'],
  ])('puts %s under %s', (time, heading) => expect(dayHeading(time, now)).toBe(heading));

  it('groups without changing the order', () => {
    const groups = byDay([at(11, 22, 14), at(11, 22, 9), at(11, 21)], (t) => t, now);
    expect(groups.map((g) => [g.heading, g.items.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
    ]);
  });
});
