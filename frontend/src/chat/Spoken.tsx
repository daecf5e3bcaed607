import type { Part } from '@/api/types';

/**
 * What a screen reader hears of a reply while it is written: whole sentences of prose and finished files, each said
 * once. Additions to the region are announced, so what was said keeps its place.
 */
export function Spoken({ parts, running }: { parts: readonly Part[]; running: boolean }) {
  return (
    <div className="sr-only" aria-live="polite" aria-relevant="additions">
      {running && parts.flatMap(sentences).map((sentence, index) => <p key={index}>{sentence}</p>)}
    </div>
  );
}

/** The finished sentences of a part. */
export function sentences(part: Part): string[] {
  if (part.type !== 'text') return part.complete ? [`${part.path ?? 'A file'} is written.`] : [];
  return part.text.match(/[^.!?\n]+(?:[.!?]+(?=\s)|\n)/g)?.map((s) => s.trim()).filter((s) => s !== '') ?? [];
}
