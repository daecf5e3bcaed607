import { describe, expect, it } from 'vitest';
import { GrantKeeper, type GrantPlace, type GrantState, type Question } from './grant';

function place(state: GrantState = 'ask', once = false) {
  const kept = { state, once, writes: [] as GrantState[] };
  const at: GrantPlace = {
    read: () => Promise.resolve(kept.state),
    write: (next) => {
      kept.state = next;
      kept.writes.push(next);
      return Promise.resolve();
    },
    marks: { get: () => kept.once, set: (next) => void (kept.once = next) },
  };
  return { kept, at };
}

const request = { messages: [{ role: 'user' as const, content: 'hi' }] };

async function asked(keeper: GrantKeeper): Promise<Question> {
  for (;;) {
    const question = keeper.question.get();
    if (question) return question;
    await new Promise<void>((resolve) => {
      const stop = keeper.question.subscribe(() => {
        stop();
        resolve();
      });
    });
  }
}

describe('the permission to ask a model', () => {
  it.each([
    ['allowed', true],
    ['denied', false],
  ] as const)('is not asked for again when it was %s', async (state, answer) => {
    const keeper = new GrantKeeper(place(state).at);
    expect(await keeper.allows(request)).toBe(answer);
    expect(keeper.question.get()).toBeUndefined();
  });

  it('asks once for calls that come together', async () => {
    const { kept, at } = place();
    const keeper = new GrantKeeper(at);
    const calls = [keeper.allows(request), keeper.allows(request), keeper.allows(request)];
    (await asked(keeper)).answer('always');
    expect(await Promise.all(calls)).toEqual([true, true, true]);
    expect(keeper.question.get()).toBeUndefined();
    expect(kept.writes).toEqual(['allowed']);
    await keeper.close();
    expect(kept.state).toBe('allowed');
  });

  it('takes "once" back when the app is closed', async () => {
    const { kept, at } = place();
    const keeper = new GrantKeeper(at);
    const call = keeper.allows(request);
    (await asked(keeper)).answer('once');
    expect(await call).toBe(true);
    expect(await keeper.allows(request)).toBe(true);
    expect(kept).toMatchObject({ state: 'allowed', once: true });
    await keeper.close();
    expect(kept).toMatchObject({ state: 'ask', once: false });
    const later = keeper.allows(request);
    (await asked(keeper)).answer('no');
    expect(await later).toBe(false);
  });

  it('asks again when Whittle died while "once" held', async () => {
    const { kept, at } = place('allowed', true);
    const keeper = new GrantKeeper(at);
    const call = keeper.allows(request);
    (await asked(keeper)).answer('no');
    expect(await call).toBe(false);
    expect(kept.writes).toEqual(['ask', 'denied']);
  });

  it('remembers "no"', async () => {
    const { kept, at } = place();
    const keeper = new GrantKeeper(at);
    const call = keeper.allows(request);
    (await asked(keeper)).answer('no');
    expect(await call).toBe(false);
    expect(await keeper.allows(request)).toBe(false);
    expect(kept.state).toBe('denied');
  });

  it('counts an app closed under the question as unanswered', async () => {
    const { kept, at } = place();
    const keeper = new GrantKeeper(at);
    const call = keeper.allows(request);
    await asked(keeper);
    await keeper.close();
    expect(await call).toBe(false);
    expect(kept.writes).toEqual([]);
  });

  it('takes an answer that was given without a question, also in the place of "once"', async () => {
    const { kept, at } = place();
    const keeper = new GrantKeeper(at);
    const call = keeper.allows(request);
    (await asked(keeper)).answer('once');
    await call;
    await keeper.change('denied');
    expect(await keeper.allows(request)).toBe(false);
    await keeper.close();
    expect(kept).toMatchObject({ state: 'denied', once: false });
  });

  it('asks again after an answer that could not be kept', async () => {
    const { at } = place();
    let broken = true;
    const keeper = new GrantKeeper({
      ...at,
      write: (state) => (broken ? Promise.reject(new Error('disk full')) : at.write(state)),
    });
    const call = keeper.allows(request);
    (await asked(keeper)).answer('always');
    await expect(call).rejects.toThrow('disk full');
    broken = false;
    const second = keeper.allows(request);
    (await asked(keeper)).answer('always');
    expect(await second).toBe(true);
  });
});
