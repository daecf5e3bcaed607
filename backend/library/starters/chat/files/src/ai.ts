/** What Whittle puts into the page. Absent where the page was opened outside of it. */
declare global {
  interface Window {
    AI?: { streamChat(messages: Turn[], onChunk: (delta: string, soFar: string) => void, options?: { signal?: AbortSignal }): Promise<Reply> };
  }
}

export type Turn = { role: 'system' | 'user' | 'assistant'; content: string };
type Reply = { text: string; model: string; finishReason: string; usage: { cost: number } };

/** How an answer ended: `cut` ran into the model's limit, `stopped` was the person's wish. */
export type Ending = 'whole' | 'cut' | 'stopped' | 'failed';
export type Answer = { text: string; ending: Ending; problem: string; model: string; cost: number };

/** Asks the model. Never rejects: what arrived is kept, and the ending says why there is no more. */
export async function ask(turns: Turn[], onText: (soFar: string) => void, signal: AbortSignal): Promise<Answer> {
  let text = '';
  const end = (ending: Ending, problem: string): Answer => ({ text, ending, problem, model: '', cost: 0 });
  if (!window.AI) return end('failed', explain({ code: 'no_host' }));
  try {
    const reply = await window.AI.streamChat(turns, (_, soFar) => { text = soFar; onText(soFar); }, { signal });
    const cut = reply.finishReason === 'length';
    return { text: reply.text, ending: cut ? 'cut' : 'whole', problem: cut ? 'The answer reached the longest that the model may write.' : '', model: reply.model, cost: reply.usage?.cost ?? 0 };
  } catch (error) {
    if (signal.aborted) return end('stopped', '');
    return end('failed', explain(error as Failure));
  }
}

type Failure = { code?: string; message?: string; retryAfterMs?: number };

const sentences: Record<string, string> = {
  no_host: 'There is no model here, because this page runs outside Whittle. What you wrote is kept.',
  forbidden: 'You said no to this app calling a model. Change it under What it may do, in the app’s settings.',
  no_key: 'No model is connected yet. Connect one in Whittle’s settings; your question waits here.',
  over_budget: 'The budget for models is used up for now. Raise it in Whittle, or come back tomorrow.',
  context_too_long: 'This talk has grown too long for the model. Begin a new one.',
};

function explain({ code = '', message = '', retryAfterMs = 0 }: Failure): string {
  const words = sentences[code] ?? (message || 'The model gave no answer.');
  return retryAfterMs > 0 ? `${words} Wait ${Math.ceil(retryAfterMs / 1000)} seconds before asking again.` : words;
}
