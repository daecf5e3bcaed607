import type { Answer, Ending, Turn } from './ai';

export type Message = { id: string; role: 'user' | 'assistant'; text: string; ending: Ending; problem: string; model: string; cost: number };
export type Talk = { id: string; messages: Message[]; at: number };
export type Manner = { style: string; about: string };

/** How the companion may speak. */
export const styles: Record<string, string> = {
  Plain: 'Answer plainly and briefly, like a well-read friend. Use a list only where it helps.',
  Teacher: 'Explain step by step with small examples, and end with one question that checks understanding.',
  Editor: 'Act as an editor: improve the text that is given, keep its voice, then name the three most important changes.',
  Sparring: 'Argue against what is said, fairly and with reasons, so that the idea becomes stronger.',
};

/** Characters of a talk that go along with a question; older messages stay behind. */
const memory = 24_000;

export const question = (text: string): Message => ({ id: crypto.randomUUID(), role: 'user', text, ending: 'whole', problem: '', model: '', cost: 0 });
export const reply = (answer: Answer): Message => ({ id: crypto.randomUUID(), role: 'assistant', ...answer });

export function titleOf(talk: Talk): string {
  return talk.messages[0]?.text.trim().split('\n')[0].slice(0, 80) || 'New talk';
}

/** What the model is told: the manner, then as much of the talk as fits. Failed answers without words are left out. */
export function turnsOf(messages: Message[], manner: Manner): Turn[] {
  const about = manner.about.trim() ? `\nAbout the person: ${manner.about.trim()}` : '';
  const turns: Turn[] = [];
  let room = memory;
  for (const message of [...messages].reverse()) {
    room -= message.text.length;
    if (room < 0 && turns.length > 0) break;
    if (message.text) turns.unshift({ role: message.role, content: message.text });
  }
  return [{ role: 'system', content: styles[manner.style] + about }, ...turns];
}

export function asMarkdown(talk: Talk): string {
  return talk.messages.map(message => `**${message.role === 'user' ? 'You' : 'Companion'}**\n\n${message.text || message.problem}`).join('\n\n---\n\n') + '\n';
}

export function readTalks(value: unknown): Talk[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((talk: Partial<Talk> | null) =>
    typeof talk?.id === 'string' && Array.isArray(talk.messages) ? [{ id: talk.id, at: Number(talk.at) || 0, messages: talk.messages.flatMap(readMessage) }] : [],
  );
}

function readMessage(message: Partial<Message> | null): Message[] {
  if (typeof message?.text !== 'string' || (message.role !== 'user' && message.role !== 'assistant')) return [];
  const ending = (['whole', 'cut', 'stopped', 'failed'] as const).find(one => one === message.ending) ?? 'whole';
  return [{ id: String(message.id ?? crypto.randomUUID()), role: message.role, text: message.text, ending, problem: String(message.problem ?? ''), model: String(message.model ?? ''), cost: Number(message.cost) || 0 }];
}

export function readManner(value: unknown): Manner {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as Partial<Manner>;
  return { style: stored.style && stored.style in styles ? stored.style : 'Plain', about: String(stored.about ?? '').slice(0, 2000) };
}
