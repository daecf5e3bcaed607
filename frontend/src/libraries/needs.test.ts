import { expect, test } from 'vitest';
import type { Need } from '@/api/types';
import { inWords, missing, share } from './needs';

const need = (name: string, rest: Partial<Need> = {}): Need => ({ name, asked: '', path: '', address: '', required: true, ...rest });

test('a library is named once, however many of its files are', () => {
  expect(missing([need('three', { path: 'a.js' }), need('three', { path: 'b.js' })])).toEqual([{ name: 'three', asked: '', from: 'npm' }]);
});

test('it says where a library comes from', () => {
  const from = (address: string) => missing([need('x', { address })])[0]?.from;
  expect(from('')).toBe('npm');
  expect(from('https://esm.sh/x@1')).toBe('npm');
  expect(from('https://cdn.jsdelivr.net/npm/x@1/x.js')).toBe('npm');
  expect(from('https://cdn.jsdelivr.net/pyodide/v1/x.whl')).toBe('cdn.jsdelivr.net');
  expect(from('//files.example/x.js')).toBe('files.example');
  expect(from('no address')).toBe('no address');
});

test('one or two are named, more are counted', () => {
  const words = (...names: string[]) => inWords(missing(names.map((name) => need(name))));
  expect(words('three')).toBe('three');
  expect(words('three', 'gsap')).toBe('three and gsap');
  expect(words('three', 'gsap', 'd3')).toBe('3 libraries');
  expect(words('pyodide')).toBe('Python');
  expect(words('pyodide', 'numpy')).toBe('Python and 1 package');
  expect(words('pyodide', 'numpy', 'pandas')).toBe('Python and 2 packages');
});

test.each([
  [{ done: 0, of: 0, received: 0, total: 0 }, 0],
  [{ done: 0, of: 1, received: 1, total: 4 }, 25],
  [{ done: 1, of: 2, received: 0, total: 0 }, 50],
  [{ done: 1, of: 2, received: 5, total: 10 }, 75],
  [{ done: 2, of: 2, received: 5, total: 5 }, 100],
])('%o is %d %%', (fetch, percent) => {
  expect(share(fetch)).toBe(percent);
});
