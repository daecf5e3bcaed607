import { describe, expect, it } from 'vitest';
import type { Generation, GenerationDelta, SessionView } from '@/api/types';
import { applyDelta, applyGeneration, runningMessage } from './live';
import { LiveReply } from './LiveReply';

const usage = {
  prompt_tokens: 0,
  completion_tokens: 0,
  reasoning_tokens: 0,
  cached_tokens: 0,
  cost_usd: '0',
  cost_source: '',
  tokens_estimated: false,
};

function generation(change: Partial<Generation> = {}): Generation {
  return {
    id: 'g1', session_id: 's1', prompt_id: 'm1', message_id: 'm2', app_id: '', version: 0, state: 'running',
    model: 'm', finish_reason: '', error_code: '', error_message: '', retry_after_ms: 0, problems: [], usage,
    started_at: 1, first_token_at: 0, ended_at: 0, build_ms: 0, seq: 0, ...change,
  };
}

function view(change: Partial<Generation> = {}): SessionView {
  return {
    session: { id: 's1', app_id: '', title: '', template: '', created_at: 1, updated_at: 1 },
    messages: [
      { id: 'm1', session_id: 's1', role: 'user', text: 'hi', parts: [], created_at: 1 },
      { id: 'm2', session_id: 's1', role: 'assistant', text: '', parts: [], created_at: 1, generation: generation(change) },
    ],
  };
}

function delta(seq: number, text: string): GenerationDelta {
  return { generation_id: 'g1', session_id: 's1', seq, steps: [{ index: 0, type: 'text', text }], usage };
}

function replay(from: SessionView, deltas: GenerationDelta[]): SessionView {
  let next = from;
  for (const d of deltas) {
    const applied = applyDelta(next, d);
    if (applied === 'gap') return next;
    next = applied;
  }
  return next;
}

function prose(of: SessionView | 'gap'): string | undefined {
  return of === 'gap' ? undefined : of.messages[1]?.parts[0]?.text;
}

describe('a running reply', () => {
  it('grows delta by delta', () => {
    const next = replay(view(), [delta(1, 'a'), delta(2, 'b')]);
    expect(prose(next)).toBe('ab');
    expect(next.messages[1]?.generation?.seq).toBe(2);
    expect(next.messages[0]).toBe(next.messages[0]);
    expect(runningMessage(next)?.id).toBe('m2');
  });

  it('takes a delta once', () => {
    const next = replay(view(), [delta(1, 'a'), delta(1, 'a')]);
    expect(prose(next)).toBe('a');
    expect(applyDelta(next, delta(1, 'a'))).toBe(next);
  });

  it('says when one was missed', () => {
    expect(applyDelta(view(), delta(2, 'b'))).toBe('gap');
    expect(applyDelta(view(), { ...delta(1, 'a'), generation_id: 'other' })).toBe('gap');
    expect(applyDelta(view(), { ...delta(1, 'a'), steps: [{ index: 3, type: 'text' }] })).toBe('gap');
  });

  it('goes on from a chat read in the middle', () => {
    const read = view({ seq: 2 });
    const message = read.messages[1];
    if (message) message.parts = [{ type: 'text', text: 'ab', complete: true }];
    expect(prose(replay(read, [delta(1, 'a'), delta(2, 'b'), delta(3, 'c')]))).toBe('abc');
  });

  it('keeps what it has when the middle is missing', () => {
    expect(prose(replay(view(), [delta(1, 'a'), delta(3, 'c')]))).toBe('a');
  });
});

describe('a reply that ended', () => {
  it.each(['done', 'stopped', 'cut_off', 'failed', 'interrupted'] as const)('takes nothing more when %s', (state) => {
    const ended = applyGeneration(replay(view(), [delta(1, 'a')]), generation({ state, seq: 9 }));
    if (ended === 'gap') throw new Error('a gap');
    expect(ended.messages[1]?.generation?.state).toBe(state);
    expect(applyDelta(ended, delta(2, 'b'))).toBe(ended);
    expect(runningMessage(ended)).toBeUndefined();
  });

  it('keeps the parts read so far and their seq', () => {
    const next = applyGeneration(replay(view(), [delta(1, 'a')]), generation({ seq: 7, first_token_at: 5 }));
    expect(prose(next)).toBe('a');
    expect(next === 'gap' ? 0 : next.messages[1]?.generation).toMatchObject({ seq: 1, first_token_at: 5 });
  });

  it('of an unknown message is a gap', () => {
    expect(applyGeneration(view(), generation({ message_id: 'other' }))).toBe('gap');
  });
});

describe('following a chat', () => {
  function follow(first: SessionView | undefined, reads: SessionView[] = []) {
    const at = { view: first, frames: [] as (() => void)[], sets: 0, reads: 0 };
    const place = {
      get: () => at.view,
      set: (next: SessionView) => {
        at.view = next;
        at.sets += 1;
      },
      read: () => {
        at.view = reads[at.reads] ?? at.view;
        at.reads += 1;
        return Promise.resolve();
      },
    };
    const live = new LiveReply('s1', place, (run) => at.frames.push(run));
    const frame = () => at.frames.splice(0).forEach((run) => run());
    const hear = (d: GenerationDelta) => live.hear({ type: 'generation.delta', data: d });
    return { at, live, frame, hear };
  }

  it('writes once per frame', () => {
    const { at, frame, hear } = follow(view());
    for (const [index, text] of [...'abcd'].entries()) hear(delta(index + 1, text));
    expect(at.sets).toBe(0);
    frame();
    expect(at.sets).toBe(1);
    expect(prose(at.view ?? 'gap')).toBe('abcd');
  });

  it('reads the chat again after a gap, once, and goes on', async () => {
    const later = view({ seq: 3 });
    later.messages[1]?.parts.push({ type: 'text', text: 'abc', complete: true });
    const { at, frame, hear } = follow(view(), [later]);
    hear(delta(1, 'a'));
    hear(delta(3, 'c'));
    frame();
    hear(delta(4, 'd'));
    frame();
    await Promise.resolve();
    await Promise.resolve();
    expect(at.reads).toBe(1);
    expect(prose(at.view ?? 'gap')).toBe('abcd');
  });

  it('does not read in a circle when the gap stays', async () => {
    const { at, frame, hear } = follow(view(), []);
    hear(delta(5, 'x'));
    frame();
    await Promise.resolve();
    await Promise.resolve();
    expect(at.reads).toBe(1);
  });

  it('brings a view that was set back up to date', () => {
    const { at, frame, hear } = follow(view());
    hear(delta(1, 'a'));
    hear(delta(2, 'b'));
    frame();
    at.view = view();
    hear(delta(3, 'c'));
    frame();
    expect(prose(at.view)).toBe('abc');
  });

  it('takes what waits before it takes the end', () => {
    const { at, live, frame, hear } = follow(view());
    hear(delta(1, 'a'));
    live.hear({ type: 'generation', data: generation({ state: 'done', version: 1, seq: 1 }) });
    frame();
    expect(prose(at.view ?? 'gap')).toBe('a');
    expect(at.view?.messages[1]?.generation).toMatchObject({ state: 'done', version: 1 });
  });

  it('leaves other chats alone', () => {
    const { at, frame, hear } = follow(view());
    hear({ ...delta(1, 'a'), session_id: 's2' });
    frame();
    expect(at.sets).toBe(0);
    expect(at.reads).toBe(0);
  });
});
