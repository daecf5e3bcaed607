import { describe, expect, it } from 'vitest';
import { AppLog, asProblem } from './log';
import type { PageError } from './protocol';

const error: PageError = { kind: 'error', message: 'boom is not defined', file: 'app.html', line: 812, column: 9, stack: '' };

describe('AppLog', () => {
  it('shows an error at once and its place in the app when that is known', async () => {
    const log = new AppLog();
    let answer: (place: { file: string; line: number; column: number; source: string }) => void = () => undefined;
    const failing = log.fail(error, () => new Promise((resolve) => (answer = resolve)));
    expect(log.state.get().errors).toMatchObject([{ file: 'app.html', line: 812, count: 1 }]);
    answer({ file: 'src/Row.tsx', line: 4, column: 3, source: '  boom(n);' });
    await failing;
    const [shown] = log.state.get().errors;
    expect(shown && asProblem(shown)).toEqual({ severity: 'error', file: 'src/Row.tsx', line: 4, column: 3, text: error.message, source: '  boom(n);' });
  });

  it('counts what happens again, before and after its place is known', async () => {
    const log = new AppLog();
    const locate = () => Promise.resolve({ file: 'a.ts', line: 1, column: 1 });
    const first = log.fail(error, locate);
    await log.fail(error, locate);
    await first;
    await log.fail(error, locate);
    expect(log.state.get().errors).toMatchObject([{ file: 'a.ts', count: 3 }]);
  });

  it('keeps what the page said when no place can be found', async () => {
    const log = new AppLog();
    await log.fail(error, () => Promise.reject(new Error('gone')));
    expect(log.state.get().errors).toMatchObject([{ file: 'app.html', line: 812 }]);
    log.reset();
    await log.fail(error);
    expect(log.state.get().errors).toMatchObject([{ count: 1 }]);
  });
});
