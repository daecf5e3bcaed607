import { expect, test } from 'vitest';
import { size } from './size';

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1 KB'],
  [800_000, '781 KB'],
  [1024 * 1024, '1 MB'],
  [3.44 * 1024 * 1024, '3.4 MB'],
  [511.6 * 1024 * 1024, '512 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(size(bytes)).toBe(words);
});
