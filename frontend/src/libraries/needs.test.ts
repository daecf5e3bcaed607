import { expect, test } from 'vitest';
import type { Need } from '@/api/types';
import { inWords, missing } from './needs';

const need = (name: string, rest: Partial<Need> = {}): Need => ({ name, asked: '', path: '', address: '', required: true, ...rest });

test('a library is named once, however many of its files are', () => {
  expect(missing([need('three', { path: 'a.js' }), need('three', { path: 'b.js' })])).toEqual([{ name: 'three', asked: '', from: 'npm' }]);
});

test('it says where a library comes from', () => {
  const from = (address: string) => missing([need('x', { address })])[0]?.from;
  expect(from('')).toBe('npm');
  expect(from('https://esm.sh/x@1')).toBe('npm');
  expect(from('//files.example/x.js')).toBe('files.example');
  expect(from('no address')).toBe('no address');
});

test('one or two are named, more are counted', () => {
  const words = (...names: string[]) => inWords(missing(names.map((name) => need(name))));
  expect(words('three')).toBe('three');
  expect(words('three', 'gsap')).toBe('three and gsap');
  expect(words('three', 'gsap', 'd3')).toBe('3 libraries');
});
