import { describe, expect, it, vi } from 'vitest';
import type { AIDone } from '@/api/types';
import { callAI, type AIHost } from './ai';

/** A way to a model whose events the test tells. */
function stage() {
  const heard: Parameters<AIHost['listen']>[] = [];
  const host = {
    start: vi.fn<AIHost['start']>(async () => undefined),
    cancel: vi.fn<AIHost['cancel']>(async () => undefined),
    listen: (...listeners: Parameters<AIHost['listen']>) => {
      heard.push(listeners);
      return () => heard.splice(heard.indexOf(listeners), 1);
    },
  };
  const texts: string[] = [];
  const abort = new AbortController();
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] };
  const reply = callAI(host, 'app', request, (text) => texts.push(text), abort.signal);
  const callID = host.start.mock.calls[0]?.[0].call_id ?? '';
  return { host, heard, texts, abort, reply, callID };
}

const usage = { prompt_tokens: 1, completion_tokens: 2, reasoning_tokens: 0, cached_tokens: 0, cost_usd: '0.01', cost_source: 'reported', tokens_estimated: false };

describe('callAI', () => {
  it('hands on the text of its own call and its reply', async () => {
    const { heard, texts, reply, callID } = stage();
    heard[0]?.[0]('another', 'not mine');
    heard[0]?.[0](callID, 'Hi');
    heard[0]?.[1]({ call_id: callID, text: 'Hi', model: 'm', finish_reason: 'stop', usage } as AIDone);
    expect(await reply).toMatchObject({ text: 'Hi', model: 'm', usage: { cost_usd: '0.01' } });
    expect(texts).toEqual(['Hi']);
    expect(heard).toHaveLength(0);
  });

  it('fails instead of waiting for ever when events were lost', async () => {
    const { host, heard, reply, callID } = stage();
    heard[0]?.[2]();
    await expect(reply).rejects.toMatchObject({ code: 'unavailable' });
    expect(host.cancel).toHaveBeenCalledWith(callID);
    expect(heard).toHaveLength(0);
  });

  it('cancels at the endpoint when the app aborts', async () => {
    const { host, abort, reply, callID } = stage();
    abort.abort();
    await expect(reply).rejects.toMatchObject({ code: 'canceled' });
    expect(host.cancel).toHaveBeenCalledWith(callID);
  });
});
