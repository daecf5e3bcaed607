import { describe, expect, it } from 'vitest';
import { StorageWriter, type DataPatch } from './storage';

function writer() {
  const kept: DataPatch[] = [];
  const waiting: { done: () => void; fail: (error: Error) => void }[] = [];
  const reports: string[] = [];
  const retries: (() => void)[] = [];
  const storage = new StorageWriter(
    (patch) => {
      kept.push(patch);
      return new Promise((done, fail) => waiting.push({ done, fail }));
    },
    (sentence) => reports.push(sentence),
    (run) => retries.push(run),
  );
  return { storage, kept, waiting, reports, retries };
}

describe('what an app stores', () => {
  it('is written one at a time, merged while a write runs', async () => {
    const { storage, kept, waiting } = writer();
    storage.write({ set: { a: '1' }, clear: false });
    storage.write({ set: { a: '2', b: '1' }, clear: false });
    storage.write({ set: { a: '3', c: null }, clear: false });
    const flushed = storage.flush();
    waiting[0]?.done();
    await Promise.resolve();
    await Promise.resolve();
    waiting[1]?.done();
    await flushed;
    expect(kept).toEqual([
      { set: { a: '1' }, clear: false },
      { set: { a: '3', b: '1', c: null }, clear: false },
    ]);
  });

  it('forgets what waited before a clear', async () => {
    const { storage, kept, waiting } = writer();
    storage.write({ set: { a: '1' }, clear: false });
    storage.write({ set: { b: '1' }, clear: false });
    storage.write({ set: { c: '1' }, clear: true });
    storage.write({ set: { d: '1' }, clear: false });
    const flushed = storage.flush();
    waiting[0]?.done();
    await Promise.resolve();
    await Promise.resolve();
    waiting[1]?.done();
    await flushed;
    expect(kept[1]).toEqual({ set: { c: '1', d: '1' }, clear: true });
  });

  it('is kept and tried again after a failure, newer values first', async () => {
    const { storage, kept, waiting, reports, retries } = writer();
    storage.write({ set: { a: '1', b: '1' }, clear: false });
    storage.write({ set: { a: '2' }, clear: false });
    const flushed = storage.flush();
    waiting[0]?.fail(new Error('The disk is full.'));
    await flushed;
    expect(reports).toEqual(['What the app stored is not kept yet. The disk is full.']);
    retries[0]?.();
    expect(kept[1]).toEqual({ set: { a: '2', b: '1' }, clear: false });
  });

  it('refuses more than 10 MB at once', () => {
    const { storage, kept, reports } = writer();
    storage.write({ set: { a: 'x'.repeat(10 * 1024 * 1024) }, clear: false });
    expect(kept).toHaveLength(0);
    expect(reports).toHaveLength(1);
  });
});
