import { Check } from 'lucide-react';
import type { Generation, Message, Part, Problem } from '@/api/types';
import { cost, duration, fileCount, tokens } from './figures';
import { FileRows } from './FileRows';
import { Outcome, type OutcomeActions } from './Outcome';
import { Problems } from './Problems';
import { Caret, Prose } from './Prose';
import { Spoken } from './Spoken';
import { useNow } from './useNow';

interface ReplyProps {
  message: Message;
  /** Whether it is the last of its chat; only that one offers what to do next. */
  last: boolean;
  before: ReadonlyMap<string, number>;
  actions: OutcomeActions;
  onFix: (problems: readonly Problem[]) => void;
  onLink: (url: string) => void;
}

/** One reply of a model: prose, files, what it cost, and how it ended. */
export function Reply({ message, last, before, actions, onFix, onLink }: ReplyProps) {
  const { parts, generation } = message;
  const running = generation?.state === 'running';
  const showsFiles = generation?.state !== 'done';
  const problems = generation?.problems ?? [];
  const groups = grouped(parts);
  return (
    <div className="flex flex-col gap-3">
      {groups.map((group, index) =>
        group.isText ? (
          <Prose key={index} text={textOf(group.parts)} writing={running && index === groups.length - 1} onLink={onLink} />
        ) : (
          showsFiles && <FileRows key={index} parts={group.parts} running={running} before={before} />
        ),
      )}
      {running && parts.length === 0 && <Thinking startedAt={generation.started_at} />}
      <Spoken parts={parts} running={running} />
      {generation && <FiguresLine generation={generation} parts={parts} />}
      {generation && <Outcome generation={generation} actions={last ? actions : undefined} />}
      {!running && problems.length > 0 && (
        <Problems
          problems={problems}
          price={generation ? cost(generation) : ''}
          onFix={last ? () => onFix(problems) : undefined}
        />
      )}
    </div>
  );
}

interface Group {
  isText: boolean;
  parts: Part[];
}

/** Puts neighbours of a kind together: prose with prose, files with files. */
function grouped(parts: readonly Part[]): Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const isText = part.type === 'text';
    const last = groups.at(-1);
    if (last?.isText === isText) last.parts.push(part);
    else groups.push({ isText, parts: [part] });
  }
  return groups;
}

function textOf(parts: readonly Part[]): string {
  return parts.map((p) => p.text).join('\n\n');
}

function Thinking({ startedAt }: { startedAt: number }) {
  const now = useNow(true);
  return (
    <p className="text-ink-3">
      Thinking for <span className="tabular-nums">{duration(now - startedAt)}</span>
      <Caret />
    </p>
  );
}

function FiguresLine({ generation, parts }: { generation: Generation; parts: readonly Part[] }) {
  const running = generation.state === 'running';
  const now = useNow(running);
  const price = cost(generation);
  const figures = [tokens(generation.usage), running && price ? `${price} so far` : price];
  if (!running && generation.ended_at > 0) figures.push(duration(generation.ended_at - generation.started_at));
  const files = fileCount(parts);
  if (parts.length === 0) return null;
  return (
    <div className="-mt-1 flex flex-wrap items-center gap-x-1.5 text-sm text-ink-3 tabular-nums">
      {running ? (
        <span>Writing for {duration(now - generation.started_at)}</span>
      ) : (
        generation.state === 'done' &&
        files !== '' && (
          <span className="flex items-center gap-1.5">
            <Check className="size-3.5" aria-hidden />
            {files}
          </span>
        )
      )}
      <span className="grow" />
      <span>{figures.filter((f) => f !== '').join(' · ')}</span>
    </div>
  );
}
