import { CircleCheck, CircleX, Terminal } from 'lucide-react';
import { Button } from '@/ui/button';
import type { RunError } from './log';

interface AppStatusProps {
  errors: RunError[];
  /** How long the build took in ms; undefined while nothing was built. */
  buildMS: number | undefined;
  consoleOpen: boolean;
  onConsole: () => void;
}

/** The line under an app: whether it runs, how long its build took, and the console's handle. */
export function AppStatus({ errors, buildMS, consoleOpen, onConsole }: AppStatusProps) {
  const failed = errors.length > 0;
  return (
    <div className="flex h-[34px] flex-none items-center gap-3 px-4 text-sm text-ink-3">
      <span className="flex items-center gap-1.5 whitespace-nowrap" role="status">
        {failed ? <CircleX className="size-3.5 text-bad" aria-hidden /> : <CircleCheck className="size-3.5" aria-hidden />}
        {failed ? errorCount(errors.length) : 'Runs without errors'}
      </span>
      {buildMS !== undefined && (
        <span className="hidden whitespace-nowrap tabular-nums @min-[560px]:inline">Built in {duration(buildMS)}</span>
      )}
      <Button variant="ghost" size="sm" className="-me-2 ms-auto text-ink-3" aria-expanded={consoleOpen} onClick={onConsole}>
        <Terminal aria-hidden />
        Console
      </Button>
    </div>
  );
}

function errorCount(count: number): string {
  return count === 1 ? '1 error' : `${count} errors`;
}

function duration(ms: number): string {
  return ms < 1 ? 'under 1 ms' : `${Math.round(ms)} ms`;
}
