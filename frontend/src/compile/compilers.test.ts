import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startCompilers } from './compilers';

let tell: (event: object) => void = () => undefined;
vi.mock('@/api/events', () => ({
  listen: (hear: (event: object) => void) => {
    tell = hear;
    return () => undefined;
  },
}));

class FakeWorker {
  static readonly all: FakeWorker[] = [];
  onmessage: ((event: { data: object }) => void) | undefined;
  readonly asked: string[] = [];
  ended = false;

  constructor() {
    FakeWorker.all.push(this);
  }

  postMessage({ id }: { id: string }): void {
    this.asked.push(id);
  }

  terminate(): void {
    this.ended = true;
  }
}

beforeEach(() => {
  FakeWorker.all.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('gives up a worker that hangs, and asks another one next', () => {
  const stop = startCompilers();
  const ask = (id: string) => tell({ type: 'compile', data: { id, compiler: 'vue', input: '{}' } });
  ask('quick');
  FakeWorker.all[0]?.onmessage?.({ data: { id: 'quick', answer: '{}' } });
  vi.advanceTimersByTime(19_000);
  ask('slow');
  vi.advanceTimersByTime(19_000);
  const [vue] = FakeWorker.all;
  expect(vue?.ended).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(vue?.ended).toBe(true);
  ask('next');
  expect(FakeWorker.all.at(-1)?.asked).toEqual(['next']);
  stop();
  expect(FakeWorker.all.every((worker) => worker.ended)).toBe(true);
});
