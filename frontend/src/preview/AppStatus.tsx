import { CircleCheck, CircleDashed, CircleX, Terminal } from 'lucide-react';
import { Button } from '@/ui/button';
import type { RunError } from './log';

interface AppStatusProps {
  errors: RunError[];
  /** How long the build took in ms; undefined while nothing was built. */
  buildMS: number | undefined;
  isBuilt: boolean;
  /** Whether something was not there that the app cannot do without. */
  isIncomplete: boolean;
  isConsoleOpen: boolean;
  onConsole: () => void;
}

/** The line under an app: whether it runs, how long its build took, and the console's handle. */
export function AppStatus({ errors, isBuilt, isIncomplete, buildMS, isConsoleOpen, onConsole }: AppStatusProps) {
  const failed = errors.length > 0 || !isBuilt;
  const Icon = failed ? CircleX : isIncomplete ? CircleDashed : CircleCheck;
  return (
    <div className="flex h-[34px] flex-none items-center gap-3 px-4 text-sm text-ink-3">
      <span className="flex items-center gap-1.5 whitespace-nowrap" role="status">
        <Icon className={`size-3.5 ${failed ? 'text-bad' : ''}`} aria-hidden />
        {summary(errors.length, isBuilt, isIncomplete)}
      </span>
      {isBuilt && buildMS !== undefined && (
        <span className="hidden whitespace-nowrap tabular-nums @min-[560px]:inline">Built in {duration(buildMS)}</span>
      )}
      <Button variant="ghost" size="sm" className="-me-2 ms-auto text-ink-3" aria-expanded={isConsoleOpen} onClick={onConsole}>
        <Terminal aria-hidden />
        Console
      </Button>
    </div>
  );
}

function summary(count: number, isBuilt: boolean, isIncomplete: boolean): string {
  if (!isBuilt) return 'Could not be built';
  if (count === 0 && isIncomplete) return 'Lacks a library';
  if (count === 0) return 'Runs without errors';
  return count === 1 ? '1 error' : `${count} errors`;
}

function duration(ms: number): string {
  return ms < 1 ? 'under 1 ms' : `${Math.round(ms)} ms`;
}
