import type { AICall } from '@/api/host';
import type { AIDone } from '@/api/types';
import { CallError } from './bridge';
import type { AIRequest } from './protocol';

/** The way to a model: start and cancel, and what is heard of every call. */
export interface AIHost {
  start: (call: AICall) => Promise<void>;
  cancel: (callID: string) => Promise<void>;
  /** `lost` says that some of what was told did not arrive. */
  listen: (delta: (callID: string, text: string) => void, done: (done: AIDone) => void, lost: () => void) => () => void;
}

/** What a page gets for a finished call. */
export interface AIReply {
  text: string;
  model: string;
  finish_reason: string;
  usage: { prompt_tokens: number; completion_tokens: number; cost_usd: string };
}

/** Runs one call from start to done. Text goes to `chunk` as it arrives; `signal` cancels at the endpoint too. */
export async function callAI(
  host: AIHost,
  appID: string,
  request: AIRequest,
  chunk: (text: string) => void,
  signal: AbortSignal,
): Promise<AIReply> {
  if (signal.aborted) throw canceled();
  const callID = crypto.randomUUID();
  return new Promise<AIReply>((resolve, reject) => {
    const stop = host.listen(
      (id, text) => id === callID && chunk(text),
      (done) => done.call_id === callID && finish(() => settle(done, resolve, reject)),
      () => {
        void host.cancel(callID).catch(() => undefined);
        finish(() => reject(new CallError('unavailable', 'The connection to Whittle broke off during this call. Ask again.')));
      },
    );
    const cancel = () => {
      void host.cancel(callID).catch(() => undefined);
      finish(() => reject(canceled()));
    };
    const finish = (then: () => void) => {
      stop();
      signal.removeEventListener('abort', cancel);
      then();
    };
    signal.addEventListener('abort', cancel);
    host.start(hostCall(callID, appID, request)).catch((error: unknown) => finish(() => reject(asCallError(error))));
  });
}

function hostCall(callID: string, appID: string, request: AIRequest): AICall {
  return {
    call_id: callID,
    app_id: appID,
    messages: request.messages,
    model: request.model ?? '',
    max_tokens: request.maxTokens ?? 0,
    temperature: request.temperature ?? null,
  };
}

function settle(done: AIDone, resolve: (reply: AIReply) => void, reject: (error: CallError) => void): void {
  if (done.code) {
    reject(new CallError(done.code, done.message ?? 'The model did not answer.', done.retry_after_ms ?? 0));
    return;
  }
  const { prompt_tokens, completion_tokens, cost_usd } = done.usage;
  resolve({
    text: done.text,
    model: done.model,
    finish_reason: done.finish_reason,
    usage: { prompt_tokens, completion_tokens, cost_usd },
  });
}

function canceled(): CallError {
  return new CallError('canceled', 'The app cancelled this call.');
}

/** Keeps the code and sentence of an error that has them. */
export function asCallError(error: unknown): CallError {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const code = typeof fields.code === 'string' ? fields.code : 'internal';
  const message = typeof fields.message === 'string' ? fields.message : 'Whittle could not answer this call.';
  const wait = fields.retryAfterMs;
  return new CallError(code, message, typeof wait === 'number' ? wait : 0);
}
