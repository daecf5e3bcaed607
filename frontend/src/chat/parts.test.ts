import { describe, expect, it } from 'vitest';
import type { Part, ReplyStep } from '@/api/types';
import { applySteps } from './parts';

const steps: ReplyStep[] = [
  { index: 0, type: 'text', text: 'A list ' },
  { index: 0, type: 'text', text: 'with sums.' },
  { index: 1, type: 'file', path: 'index.html' },
  { index: 1, type: 'file', text: '<p>\n' },
  { index: 1, type: 'file', text: 'one\ntw' },
  { index: 1, type: 'file', text: 'o' },
  { index: 1, type: 'file', text: '\n' },
  { index: 1, type: 'file', text: '</p>' },
  { index: 1, type: 'file', complete: true },
  { index: 2, type: 'delete', path: 'old.css' },
  { index: 2, type: 'delete', complete: true },
  { index: 3, type: 'edit', path: 'app.ts', text: '<<<' },
];

const whole: Part[] = [
  { type: 'text', text: 'A list with sums.', complete: true },
  { type: 'file', path: 'index.html', text: '<p>\none\ntwo\n</p>', complete: true, lines: 4 },
  { type: 'delete', path: 'old.css', text: '', complete: true },
  { type: 'edit', path: 'app.ts', text: '<<<', complete: false, lines: 1 },
];

describe('applySteps', () => {
  it('gives the same parts however the steps are grouped', () => {
    for (let cuts = 0; cuts < 1 << (steps.length - 1); cuts += 1) {
      let parts: Part[] = [];
      let group: ReplyStep[] = [];
      steps.forEach((step, at) => {
        group.push(step);
        if (at < steps.length - 1 && !(cuts & (1 << at))) return;
        parts = applySteps(parts, group) ?? [];
        group = [];
      });
      expect(parts).toEqual(whole);
    }
  });

  it('shares the parts that no step touched', () => {
    const next = applySteps(whole, [{ index: 3, type: 'edit', text: 'x' }]);
    expect(next?.[1]).toBe(whole[1]);
    expect(whole[3]?.text).toBe('<<<');
  });

  it.each<[string, ReplyStep]>([
    ['skips a part', { index: 5, type: 'text', text: 'x' }],
    ['is before the first', { index: -1, type: 'text', text: 'x' }],
    ['is of another type than its part', { index: 0, type: 'file', text: 'x' }],
    ['has no known type', { index: 4, type: 'picture' }],
  ])('says that a step does not fit when it %s', (_name, step) => {
    expect(applySteps(whole, [step])).toBeUndefined();
  });
});
