import { describe, expect, it } from 'vitest';
import type { Model } from '@/api/types';
import { promptPrice } from './price';

const model = (prompt_price: string, completion_price: string): Model => ({
  id: 'm', name: 'M', context_length: 0, max_output: 0, prompt_price, completion_price, suggested: false,
});

describe('promptPrice', () => {
  it('adds what goes out to a usual reply', () => {
    expect(promptPrice('', model('0.000001', '0'))).toBeCloseTo(0.0025);
    expect(promptPrice('x'.repeat(4000), model('0.000001', '0'))).toBeCloseTo(0.0035);
    expect(promptPrice('', model('0', '0.000015'))).toBeCloseTo(0.06);
  });

  it.each([
    ['no model is known', undefined],
    ['prices are not told', model('-1', '-1')],
    ['the model is free', model('0', '0')],
  ])('says nothing when %s', (_, m) => expect(promptPrice('hello', m)).toBeUndefined());
});
