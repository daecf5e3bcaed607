import { useEffect, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { LoaderCircle, RotateCw, SquareArrowOutUpRight } from 'lucide-react';
import { Problems } from '@/chat/Problems';
import { WithLibraries } from '@/libraries/WithLibraries';
import { AIChip } from '@/preview/AIChip';
import { AppFrame } from '@/preview/AppFrame';
import { AppStatus } from '@/preview/AppStatus';
import { ConsoleDrawer } from '@/preview/ConsoleDrawer';
import { RecoveredCard } from '@/preview/RecoveredCard';
import { deviceSizes, deviceWidth, SizePicker, type DeviceSize } from '@/preview/SizePicker';
import { setConsole, useConsole } from '@/preview/useConsole';
import { useStore } from '@/preview/useStore';
import { Button } from '@/ui/button';
import { NoVersion } from './NoVersion';
import type { PaneProps } from './Pane';

/** The running app with its tools. */
export function PreviewPane(props: PaneProps) {
  const { app, isGone, run, opened, held, onRun } = props;
  const [size, setSize] = useState<DeviceSize>('fit');
  const isConsoleOpen = useConsole();
  const page = useStore(run.shown);
  const log = run.log(page);
  const { errors } = useStore(log.state);
  useSizeKey(size, setSize);
  if (!app || app.version === 0) return <NoVersion isGone={isGone} />;
  if (held) return <RecoveredCard app={app} reason={held} onRun={onRun} withEdit={false} />;
  return (
    <>
      <div className="flex h-10 flex-none items-center gap-1.5 px-3">
        <Button variant="ghost" size="icon-sm" aria-label="Reload the app" title="Reload (Ctrl R)" onClick={opened.reload}>
          <RotateCw aria-hidden />
        </Button>
        <AIChip appID={app.id} usesAI={app.uses_ai} run={run} />
        <span className="grow" />
        <SizePicker size={size} onSize={setSize} />
        <Button variant="ghost" size="icon-sm" asChild>
          <Link to="/apps/$id" params={{ id: app.id }} aria-label="Open without the chat" title="Open without the chat">
            <SquareArrowOutUpRight aria-hidden />
          </Link>
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col items-center px-3">
        <div
          style={{ maxWidth: deviceWidth[size] }}
          className="flex min-h-0 w-full flex-1 flex-col overflow-hidden rounded-lg border border-line-strong bg-surface shadow-2"
        >
          <Notices {...props} />
          <WithLibraries app={app} opened={opened}>
            {opened.page && <AppFrame app={app} run={run} page={opened.page} />}
          </WithLibraries>
        </div>
      </div>
      <AppStatus
        errors={errors}
        isBuilt={opened.opened?.url !== ''}
        isIncomplete={opened.opened?.needs.some((need) => need.required) ?? false}
        buildMS={opened.opened?.build_ms}
        isConsoleOpen={isConsoleOpen}
        onConsole={() => setConsole(!isConsoleOpen)}
      />
      {isConsoleOpen && <ConsoleDrawer key={page} log={log} onClose={() => setConsole(false)} />}
    </>
  );
}

/** What the person should know about the page below: a newer one is being written, an older one is looked at, none could be built. */
function Notices({ app, opened, shown, reply, onVersion, onFix }: PaneProps) {
  const current = app?.version ?? 0;
  const isWriting = reply?.generation?.state === 'running';
  const problems = opened.opened?.url === '' ? opened.opened.problems : [];
  return (
    <>
      {shown !== current ? (
        <Notice>
          <span className="truncate">Version {shown}, to look at. Version {current} is in use.</span>
          <Button variant="ghost" size="sm" className="ms-auto text-current" onClick={() => onVersion(current)}>
            Back to version {current}
          </Button>
        </Notice>
      ) : (
        isWriting && (
          <Notice>
            <LoaderCircle className="size-3.5 flex-none animate-spin" aria-hidden />
            <span className="truncate">
              Version {current + 1} is being written. You are using version {current}.
            </span>
          </Notice>
        )
      )}
      {opened.error && (
        <div role="alert" className="flex items-center gap-2 bg-bad-soft px-3 py-1.5 text-bad-text">
          <span className="min-w-0 flex-1">{opened.error.message}</span>
          <Button variant="outline" size="sm" onClick={opened.reload}>
            Try again
          </Button>
        </div>
      )}
      {problems.length > 0 && (
        <div className="flex flex-col gap-3 p-4">
          <p className="text-ink-2">
            Version {shown} cannot be built.
            {opened.page && ' Below is the last one that could.'}
          </p>
          <Problems problems={problems} price="" onFix={onFix && shown === current ? () => onFix(problems) : undefined} />
        </div>
      )}
    </>
  );
}

function Notice({ children }: { children: React.ReactNode }) {
  return (
    <div role="status" className="flex h-[30px] flex-none items-center gap-2 bg-blade-soft ps-3 pe-2.5 text-sm text-blade-text">
      {children}
    </div>
  );
}

/** Ctrl Shift M takes the next device size. */
function useSizeKey(size: DeviceSize, setSize: (size: DeviceSize) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== 'm') return;
      event.preventDefault();
      setSize(deviceSizes[(deviceSizes.indexOf(size) + 1) % deviceSizes.length] ?? 'fit');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [size, setSize]);
}
