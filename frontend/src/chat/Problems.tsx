import { useState } from 'react';
import { TriangleAlert, Wrench, X } from 'lucide-react';
import type { Problem } from '@/api/types';
import { place } from '@/preview/log';
import { Button } from '@/ui/button';

interface ProblemsProps {
  problems: readonly Problem[];
  /** Absent when a fix cannot be asked for now. */
  onFix: (() => void) | undefined;
  /** What a fix costs, in words; empty when nobody knows. */
  price: string;
}

const shownAtOnce = 3;

/** What is wrong with the app, and one button that has the model fix it. */
export function Problems({ problems, onFix, price }: ProblemsProps) {
  const [dismissed, setDismissed] = useState(0);
  const [all, setAll] = useState(false);
  if (problems.length <= dismissed) return null;
  const shown = all ? problems : problems.slice(0, shownAtOnce);
  return (
    <div role="alert" className="rounded-md border border-[color-mix(in_srgb,var(--warn)_38%,var(--line))] bg-warn-soft px-3 py-2.5">
      <ul className="flex flex-col gap-2">
        {shown.map((problem, index) => (
          <li key={index} className="flex items-start gap-2">
            <TriangleAlert className="mt-0.5 size-4 flex-none text-warn-text" aria-hidden />
            <div className="min-w-0 break-words">
              {problem.text}
              {place(problem) !== '' && <div className="mt-0.5 font-mono text-[12px] text-ink-2">{place(problem)}</div>}
            </div>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex items-center gap-1.5 ps-6">
        {onFix && (
          <Button variant="outline" size="sm" onClick={onFix}>
            <Wrench aria-hidden />
            Fix it
            {price !== '' && <span className="text-ink-3 tabular-nums">{price}</span>}
          </Button>
        )}
        {problems.length > shownAtOnce && !all && (
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            {problems.length - shownAtOnce} more
          </Button>
        )}
        <Button variant="ghost" size="icon-sm" className="ms-auto" aria-label="Dismiss" onClick={() => setDismissed(problems.length)}>
          <X aria-hidden />
        </Button>
      </div>
    </div>
  );
}
