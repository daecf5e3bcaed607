import type { Part, ReplyStep } from '@/api/types';

const types: readonly string[] = ['text', 'file', 'edit', 'delete'];

/** Returns the parts after the steps, sharing every part that no step touched; undefined when a step does not fit. */
export function applySteps(parts: readonly Part[], steps: readonly ReplyStep[]): Part[] | undefined {
  const next = [...parts];
  for (const step of steps) {
    if (step.index < 0 || step.index > next.length || !types.includes(step.type)) return undefined;
    const part = next[step.index] ?? opened(step);
    if (part.type !== step.type) return undefined;
    next[step.index] = extended(part, step);
  }
  return next;
}

function opened(step: ReplyStep): Part {
  const part: Part = { type: step.type as Part['type'], text: '', complete: step.type === 'text' };
  if (step.path !== undefined) part.path = step.path;
  return part;
}

function extended(part: Part, step: ReplyStep): Part {
  const text = step.text ?? '';
  const next: Part = { ...part, text: part.text + text, complete: part.complete || step.complete === true };
  if (part.type === 'file' || part.type === 'edit') next.lines = lineCount(part, text);
  return next;
}

/** Counts only what was appended: a last line without its newline counts as one. */
function lineCount(part: Part, text: string): number {
  if (text === '') return part.lines ?? 0;
  const before = part.text === '' ? 0 : (part.lines ?? 0) - (part.text.endsWith('\n') ? 0 : 1);
  let newlines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) newlines += 1;
  return before + newlines + (text.endsWith('\n') ? 0 : 1);
}
