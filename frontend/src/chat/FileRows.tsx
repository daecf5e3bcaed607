import { Check, CircleDashed, LoaderCircle, Trash2 } from 'lucide-react';
import type { Part } from '@/api/types';

interface FileRowsProps {
  parts: readonly Part[];
  running: boolean;
  /** Lines of each file in the version before this one, by path; the measure of progress. */
  before: ReadonlyMap<string, number>;
}

/** The files of a reply: written, being written, or left unfinished. */
export function FileRows({ parts, running, before }: FileRowsProps) {
  return (
    <ul aria-label={running ? 'Files being written' : 'Files'} className="overflow-hidden rounded-md border border-line bg-raised">
      {parts.map((part, index) => (
        <FileRow key={index} part={part} running={running} before={before.get(part.path ?? '')} />
      ))}
    </ul>
  );
}

function FileRow({ part, running, before }: { part: Part; running: boolean; before: number | undefined }) {
  const lines = part.lines ?? 0;
  const about = part.type === 'file' && before !== undefined && before > lines ? before : undefined;
  const share = part.complete ? 100 : about ? (lines / about) * 100 : undefined;
  const partial = !part.complete && !running;
  return (
    <li className="not-first:border-t not-first:border-line">
      <div
        role="progressbar"
        aria-label={part.path}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.floor(share / 25) * 25}
        aria-valuetext={describe(part, running, lines, about)}
        className={`relative grid h-[30px] grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-2 px-2.5 text-sm ${partial ? 'hatched text-ink-3' : ''}`}
      >
        <RowIcon part={part} running={running} />
        <span className="truncate font-mono text-[12px]">{part.path}</span>
        <span className="whitespace-nowrap text-ink-3 tabular-nums">{describe(part, running, lines, about)}</span>
        {running && !part.complete && share !== undefined && (
          <span className="absolute -bottom-px start-0 h-0.5 bg-blade" style={{ width: `${share}%` }} />
        )}
      </div>
    </li>
  );
}

function RowIcon({ part, running }: { part: Part; running: boolean }) {
  if (part.type === 'delete') return <Trash2 className="size-[15px] text-ink-3" aria-hidden />;
  if (part.complete) return <Check className="size-[15px] text-ok-text" aria-hidden />;
  if (running) return <LoaderCircle className="size-[15px] animate-spin text-blade-text" aria-hidden />;
  return <CircleDashed className="size-[15px] text-ink-3" aria-hidden />;
}

function describe(part: Part, running: boolean, lines: number, about: number | undefined): string {
  if (part.type === 'delete') return 'removed';
  const unit = lines === 1 ? 'line' : 'lines';
  if (part.complete) return part.type === 'edit' ? 'changed' : `${lines} ${unit}`;
  if (!running) return 'not finished';
  return about ? `${lines} of about ${about}` : `${lines} ${unit}`;
}
