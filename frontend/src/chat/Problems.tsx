import { useState } from 'react';
import { TriangleAlert, Wrench, X } from 'lucide-react';
import { Button } from '@/ui/button';

/** Something wrong with an app, in words, and where. */
export interface Trouble {
  text: string;
  place: string;
}

interface ProblemsProps {
  troubles: readonly Trouble[];
  /** Absent when a fix cannot be asked for now. */
  onFix: (() => void) | undefined;
  /** What a fix costs, in words; empty when nobody knows. */
  price: string;
}

const shownAtOnce = 3;

/** What is wrong with the app, and one button that has the model fix it. */
export function Problems({ troubles, onFix, price }: ProblemsProps) {
  const [dismissed, setDismissed] = useState(0);
  const [all, setAll] = useState(false);
  if (troubles.length <= dismissed) return null;
  const shown = all ? troubles : troubles.slice(0, shownAtOnce);
  return (
    <div role="alert" className="rounded-md border border-[color-mix(in_srgb,var(--warn)_38%,var(--line))] bg-warn-soft px-3 py-2.5">
      <ul className="flex flex-col gap-2">
        {shown.map((trouble, index) => (
          <li key={index} className="flex items-start gap-2">
            <TriangleAlert className="mt-0.5 size-4 flex-none text-warn-text" aria-hidden />
            <div className="min-w-0 break-words">
              {trouble.text}
              {trouble.place !== '' && <div className="mt-0.5 font-mono text-[12px] text-ink-2">{trouble.place}</div>}
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
        {troubles.length > shownAtOnce && !all && (
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            {troubles.length - shownAtOnce} more
          </Button>
        )}
        <Button variant="ghost" size="icon-sm" className="ms-auto" aria-label="Dismiss" onClick={() => setDismissed(troubles.length)}>
          <X aria-hidden />
        </Button>
      </div>
    </div>
  );
}

/** The prompt that "Fix it" sends. */
export function fixPrompt(troubles: readonly Trouble[]): string {
  const lines = troubles.slice(0, 10).map((t) => (t.place === '' ? `- ${t.text}` : `- ${t.place}: ${t.text}`));
  return `Fix ${troubles.length === 1 ? 'this problem' : 'these problems'}:\n${lines.join('\n')}`;
}
