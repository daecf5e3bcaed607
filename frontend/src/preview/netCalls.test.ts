import { describe, expect, it } from 'vitest';
import { readNetCall } from './netCalls';

const url = 'https://api.example.com/v1';

describe('readNetCall', () => {
  it('takes a request as it is, and fills in what is usual', () => {
    const body = new ArrayBuffer(3);
    expect(readNetCall('net.fetch', { url })).toEqual({ verb: 'net.fetch', request: { method: 'GET', url, headers: [], redirect: 'follow' }, body: undefined });
    expect(readNetCall('net.fetch', { url, method: 'POST', headers: [['A', 'b']], redirect: 'manual', body, appID: 'other' })).toEqual({
      verb: 'net.fetch',
      request: { method: 'POST', url, headers: [['A', 'b']], redirect: 'manual' },
      body,
    });
  });

  it('leaves other verbs to others', () => {
    expect(readNetCall('open', { url })).toBeUndefined();
  });

  it.each([
    ['no address', {}],
    ['a file', { url: 'file:///etc/passwd' }],
    ['a script', { url: 'javascript:1' }],
    ['a long address', { url: `https://example.com/${'x'.repeat(20_000)}` }],
    ['a method that is none', { url, method: 'GET /' }],
    ['headers of another kind', { url, headers: { a: 'b' } }],
    ['a header without a text', { url, headers: [['a', 1]] }],
    ['too many headers', { url, headers: Array.from({ length: 201 }, () => ['a', 'b']) }],
    ['headers that are too long', { url, headers: [['a', 'x'.repeat(70_000)]] }],
    ['a body of another kind', { url, body: 'text' }],
    ['a body that is too large', { url, body: new ArrayBuffer(25_000_001) }],
  ])('refuses %s in words', (_, args) => {
    expect(readNetCall('net.fetch', args)).toBeTypeOf('string');
  });
});
