import type { Generation, GenerationDelta, Message, SessionView } from '@/api/types';
import { applySteps } from './parts';

/** What a delta did: a new view, the same view when it was already known, or 'gap' when the chat must be read again. */
export type Applied = SessionView | 'gap';

/** Extends the running reply that the delta belongs to. */
export function applyDelta(view: SessionView, delta: GenerationDelta): Applied {
  const index = view.messages.findIndex((m) => m.generation?.id === delta.generation_id);
  const message = view.messages[index];
  const generation = message?.generation;
  if (!message || !generation) return 'gap';
  if (generation.state !== 'running' || delta.seq <= generation.seq) return view;
  if (delta.seq !== generation.seq + 1) return 'gap';
  const parts = applySteps(message.parts, delta.steps);
  if (!parts) return 'gap';
  const next: Message = { ...message, parts, generation: { ...generation, seq: delta.seq, usage: delta.usage } };
  return { ...view, messages: view.messages.with(index, next) };
}

/** Takes a generation's new state; its parts stay those that were read up to our own seq. */
export function applyGeneration(view: SessionView, generation: Generation): Applied {
  const index = view.messages.findIndex((m) => m.id === generation.message_id);
  const message = view.messages[index];
  if (!message) return 'gap';
  const seq = message.generation?.id === generation.id ? message.generation.seq : generation.seq;
  return { ...view, messages: view.messages.with(index, { ...message, generation: { ...generation, seq } }) };
}

/** The reply that is being written in a chat, if one is. */
export function runningMessage(view: SessionView): Message | undefined {
  return view.messages.findLast((m) => m.generation?.state === 'running');
}
