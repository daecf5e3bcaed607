import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/api/queries';
import type { App } from '@/api/types';
import { setRunningApp } from '@/stores/running';
import { useTheme } from '@/stores/theme';
import { AppStage, type Page } from './AppStage';
import type { AppRun } from './AppRun';
import { AskDialog } from './AskDialog';
import { FullscreenNote } from './FullscreenNote';
import { HostSheet } from './HostSheet';
import { grantName } from './hosts';
import { LinkDialog } from './LinkDialog';
import { catchLinks } from './links';
import { PermissionSheet } from './PermissionSheet';
import { useFullscreen } from './useFullscreen';
import { useStore } from './useStore';

interface AppFrameProps {
  app: App;
  run: AppRun;
  page: Page;
}

/** A running app and, over it, what the shell asks on its behalf. */
export function AppFrame({ app, run, page }: AppFrameProps) {
  const settings = useQuery(queries.state()).data?.settings;
  const theme = useTheme(settings?.theme ?? 'system');
  const permission = useStore(run.grant.question);
  const host = useStore(run.hosts.question);
  const link = useStore(run.links.question);
  const ask = useStore(run.ask.question);
  const isFull = useStore(run.fullscreen);
  const [room, setRoom] = useState<HTMLElement | null>(null);
  useEffect(() => {
    setRunningApp(app.id);
    return () => setRunningApp('');
  }, [app.id]);
  useEffect(() => catchLinks((url) => void run.leadAway(url)), [run]);
  useFullscreen(run, room, permission !== undefined || host !== undefined || link !== undefined || ask !== undefined);
  return (
    <div ref={setRoom} className="m-0 max-w-none border-0 bg-window p-0 text-ink [&:popover-open]:size-full relative flex min-h-0 flex-1 flex-col overflow-hidden">
      <div className="flex min-h-0 flex-1 flex-col" inert={permission !== undefined || host !== undefined}>
        <AppStage run={run} page={page} title={app.name} theme={theme} />
      </div>
      {isFull && <FullscreenNote name={app.name} />}
      {permission && room && <PermissionSheet app={app} question={permission} container={room} />}
      {!permission && host && room && <HostSheet key={grantName(host)} app={app} question={host} container={room} />}
      {link && <LinkDialog appName={app.name} question={link} />}
      {ask && <AskDialog question={ask} />}
    </div>
  );
}
