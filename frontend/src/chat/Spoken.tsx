import type { Part } from '@/api/types';

/** Nobody listens to more prose than this; in characters of one part. */
const longestSpoken = 20_000;
/** How many of the last sentences stay in the region. */
const kept = 20;

/**
 * What a screen reader hears of a reply while it is written: whole sentences of prose and finished files, each said
 * once. Additions to the region are announced, so what was said keeps its key.
 */
export function Spoken({ parts, running }: { parts: readonly Part[]; running: boolean }) {
  const said = running ? parts.flatMap(sentences) : [];
  const first = Math.max(0, said.length - kept);
  return (
    <div className="sr-only" aria-live="polite" aria-relevant="additions">
      {said.slice(first).map((sentence, index) => (
        <p key={first + index}>{sentence}</p>
      ))}
    </div>
  );
}

/** The finished sentences of a part. */
export function sentences(part: Part): string[] {
  if (part.type !== 'text') return part.complete ? [`${part.path ?? 'A file'} is written.`] : [];
  const found = part.text.slice(0, longestSpoken).match(/[^.!?\n]+(?:[.!?]+(?=\s)|\n)/g) ?? [];
  return found.map((s) => s.trim()).filter((s) => s !== '');
}
