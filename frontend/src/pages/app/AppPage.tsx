import { useEffect, useState } from 'react';
import { useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useBoot } from '@/api/boot';
import { queries } from '@/api/queries';
import type { App } from '@/api/types';
import { WithLibraries } from '@/libraries/WithLibraries';
import { AppFrame } from '@/preview/AppFrame';
import { ConsoleDrawer } from '@/preview/ConsoleDrawer';
import { RecoveredCard } from '@/preview/RecoveredCard';
import { useAppRun } from '@/preview/useAppRun';
import { setConsole, useConsole } from '@/preview/useConsole';
import { useOpened } from '@/preview/useOpened';
import { useStore } from '@/preview/useStore';
import { NotFound } from '@/shell/NotFound';
import { AppBar } from './AppBar';
import { AppNotice } from './AppNotice';

/** Just the app, under a slim bar. */
export function AppPage() {
  const { id } = useParams({ from: '/apps/$id' });
  const app = useQuery({ ...queries.app(id), retry: false });
  if (app.data) return <OpenApp key={id} app={app.data} />;
  return app.isError ? <NotFound error={app.error} /> : null;
}

function OpenApp({ app }: { app: App }) {
  const { recovered } = useBoot();
  const [held, setHeld] = useState(recovered?.app_id === app.id ? recovered.reason : undefined);
  const run = useAppRun(app.id);
  const opened = useOpened(run, app.id, app.version, held === undefined);
  const isConsoleOpen = useConsole();
  const page = useStore(run.shown);
  useAppKeys(opened.reload, isConsoleOpen);
  return (
    <main className="flex min-h-0 flex-1 flex-col bg-window">
      <AppBar app={app} run={run} hosts={opened.opened?.hosts ?? []} onReload={opened.reload} isConsoleOpen={isConsoleOpen} />
      {held && <RecoveredCard app={app} reason={held} onRun={() => setHeld(undefined)} withEdit />}
      <AppNotice app={app} opened={opened} />
      <WithLibraries app={app} opened={opened}>
        {opened.page && <AppFrame app={app} run={run} page={opened.page} />}
      </WithLibraries>
      {isConsoleOpen && <ConsoleDrawer key={page} log={run.log(page)} onClose={() => setConsole(false)} />}
    </main>
  );
}

/** Ctrl R reloads the app, Ctrl J shows its console. */
function useAppKeys(reload: () => void, isConsoleOpen: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'r' && key !== 'j') return;
      event.preventDefault();
      if (key === 'r') reload();
      else setConsole(!isConsoleOpen);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [reload, isConsoleOpen]);
}
