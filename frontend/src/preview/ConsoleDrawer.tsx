import { useState } from 'react';
import { Copy, Eraser, X } from 'lucide-react';
import { useFollowEnd } from '@/chat/useFollowEnd';
import { Button } from '@/ui/button';
import { ToggleGroup, ToggleGroupItem } from '@/ui/toggle-group';
import { consoleLevels, type ConsoleLevel } from './protocol';
import { place, type AppLog, type LogLine, type RunError } from './log';
import { useStore } from './useStore';

type Filter = 'all' | 'warn' | 'error';

interface ConsoleDrawerProps {
  log: AppLog;
  onClose: () => void;
}

/** What the app wrote and what went wrong in it, newest at the end. */
export function ConsoleDrawer({ log, onClose }: ConsoleDrawerProps) {
  const { lines, errors } = useStore(log.state);
  const [filter, setFilter] = useState<Filter>('all');
  const shown = lines.filter((line) => rank(line.level) >= rank(filter));
  return (
    <section aria-label="Console" className="flex h-[38%] min-h-32 flex-none flex-col border-t border-line bg-surface">
      <div className="flex h-9 flex-none items-center gap-1 border-b border-line px-3 @max-[320px]:px-1.5">
        <ToggleGroup type="single" value={filter} onValueChange={(v) => v && setFilter(v as Filter)} aria-label="Levels">
          <ToggleGroupItem value="all">All</ToggleGroupItem>
          <ToggleGroupItem value="warn">Warnings</ToggleGroupItem>
          <ToggleGroupItem value="error">Errors</ToggleGroupItem>
        </ToggleGroup>
        <span className="grow" />
        <Button variant="ghost" size="icon-sm" aria-label="Copy the console" onClick={() => void copy(shown, errors)}>
          <Copy aria-hidden />
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label="Clear the console" onClick={() => log.clear()}>
          <Eraser aria-hidden />
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label="Close the console" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <Lines lines={shown} errors={errors} />
    </section>
  );
}

function Lines({ lines, errors }: { lines: LogLine[]; errors: RunError[] }) {
  const follow = useFollowEnd();
  if (lines.length === 0 && errors.length === 0) {
    return <p className="p-4 text-sm text-ink-3">The app has written nothing here.</p>;
  }
  return (
    <div ref={follow.scroller} tabIndex={0} role="log" aria-label="Lines" className="min-h-0 flex-1 overflow-auto">
      <div ref={follow.content} data-selectable className="font-mono text-xs">
        {lines.map((line) => (
          <div key={line.id} className={`border-b border-line px-3 py-1 break-words whitespace-pre-wrap ${tone(line.level)}`}>
            <span className="sr-only">{line.level}: </span>
            {line.text}
          </div>
        ))}
        {errors.map((error) => (
          <div key={error.id} className={`border-b border-line px-3 py-1 break-words whitespace-pre-wrap ${tone('error')}`}>
            {error.message}
            {error.count > 1 && <span className="ms-2">× {error.count}</span>}
            {place(error) !== '' && <span className="ms-2 opacity-80">{place(error)}</span>}
            {error.source !== '' && <div className="ps-4 text-ink-2">{error.source.trim()}</div>}
          </div>
        ))}
      </div>
    </div>
  );
}

function rank(level: ConsoleLevel | 'all'): number {
  return level === 'all' ? 0 : consoleLevels.indexOf(level);
}

function tone(level: ConsoleLevel): string {
  if (level === 'error') return 'bg-bad-soft text-bad-text';
  if (level === 'warn') return 'bg-warn-soft text-warn-text';
  return level === 'debug' ? 'text-ink-3' : 'text-ink';
}

async function copy(lines: LogLine[], errors: RunError[]): Promise<void> {
  const texts = [...lines.map((l) => `${l.level}: ${l.text}`), ...errors.map((e) => `error: ${e.message} ${place(e)}`)];
  await navigator.clipboard.writeText(texts.join('\n'));
}
