import { describe, expect, it } from 'vitest';
import { RecordsWriter } from './records';
import { SessionKeeper } from './session';
import { readPageCall, type RecordPatch } from './pageCalls';

const patch = (key: string): RecordPatch => ({ clear: [], set: { [key]: '1' } });

function writer() {
  const kept: RecordPatch[][] = [];
  const waiting: { done: () => void; fail: (error: Error) => void }[] = [];
  const reports: string[] = [];
  const retries: (() => void)[] = [];
  const records = new RecordsWriter(
    (patches) => {
      kept.push(patches);
      return new Promise((done, fail) => waiting.push({ done, fail }));
    },
    (sentence) => reports.push(sentence),
    (run) => retries.push(run),
  );
  return { records, kept, waiting, reports, retries };
}

describe('what an app writes to IndexedDB', () => {
  it('goes one request at a time, in order, and is acknowledged', async () => {
    const { records, kept, waiting } = writer();
    const done: string[] = [];
    const all = ['a', 'b', 'c'].map((key) => records.write([patch(key)]).then(() => done.push(key)));
    expect(kept).toEqual([[patch('a')]]);
    waiting[0]?.done();
    await all[0];
    expect(kept).toEqual([[patch('a')], [patch('b'), patch('c')]]);
    waiting[1]?.done();
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('is kept and tried again in order when the library cannot be reached', async () => {
    const { records, kept, waiting, reports, retries } = writer();
    const first = records.write([patch('a')]);
    waiting[0]?.fail(new Error('The disk is full.'));
    await records.flush();
    expect(reports).toEqual(['What the app keeps in IndexedDB is not written yet. The disk is full.']);
    const second = records.write([patch('b')]);
    retries[0]?.();
    expect(kept[1]).toEqual([patch('a'), patch('b')]);
    waiting[1]?.done();
    await Promise.all([first, second]);
  });

  it('is refused to the page when the library says no', async () => {
    const { records, waiting } = writer();
    const write = records.write([patch('a')]);
    waiting[0]?.fail(Object.assign(new Error('Too much.'), { code: 'invalid' }));
    await expect(write).rejects.toMatchObject({ code: 'invalid', message: 'Too much.' });
  });
});

describe('what an app keeps in sessionStorage', () => {
  it('names the next frame', () => {
    const session = new SessionKeeper();
    expect(session.frameName()).toBe('');
    session.write({ set: { a: '1', b: '2' }, clear: false });
    session.write({ set: { a: null, c: '3' }, clear: false });
    expect(JSON.parse(session.frameName())).toEqual({ whittle: { session: [['b', '2'], ['c', '3']] } });
    session.write({ set: {}, clear: true });
    expect(session.frameName()).toBe('');
  });
});

describe('calls of a page', () => {
  it.each([
    ['records.write', { patches: 'x' }],
    ['records.write', { patches: [{ set: { a: 1 }, clear: [] }] }],
    ['records.write', { patches: [{ set: {}, clear: [7] }] }],
    ['records.write', { patches: [{ set: { a: 'x'.repeat(50 * 1024 * 1024 + 1) }, clear: [] }] }],
    ['library', { address: 'file:///etc/passwd' }],
    ['library', { address: ['https://a'] }],
    ['clipboard.write', { image: 'x' }],
  ])('refuses %s with what it does not take', (verb, args) => {
    expect(typeof readPageCall(verb, args)).toBe('string');
  });

  it('leaves the verbs of others alone', () => {
    expect(readPageCall('net.fetch', {})).toBeUndefined();
    expect(readPageCall('constructor', {})).toBeUndefined();
  });
});
