import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useBoot } from '@/api/boot';
import { listen } from '@/api/events';
import { startBeating } from '@/api/host';
import { queries } from '@/api/queries';
import { isFirstStart } from '@/pages/first-start/isFirstStart';
import { useLayout } from '@/stores/layout';
import { runningApp, watchRunningApp } from '@/stores/running';
import { useTheme } from '@/stores/theme';
import { cn } from '@/ui/cn';
import { Toaster } from '@/ui/sonner';
import { Notice } from './Notice';
import { Rail } from './Rail';
import { Sidebar } from './Sidebar';
import { useShortcuts } from './useShortcuts';

const CommandBar = lazy(() => import('./CommandBar').then((m) => ({ default: m.CommandBar })));
const KeyList = lazy(() => import('./KeyList').then((m) => ({ default: m.KeyList })));

/** Measures that toasts keep clear of: the navigation, and in the workshop the composer. */
const measures = {
  sidebar: '[--nav-width:14.5rem] max-[1000px]:[--nav-width:12.5rem] [--toast-bottom:16px]',
  rail: '[--nav-width:3.25rem] [--toast-bottom:16px]',
  workshop: '[--nav-width:3.25rem] [--toast-bottom:120px]',
  none: '[--nav-width:0px] [--toast-bottom:16px]',
};

/** The frame of every page: navigation beside it, the command bar and toasts over it. */
export function Shell() {
  const state = useQuery(queries.state());
  const [overlay, setOverlay] = useState<'commands' | 'keys' | null>(null);
  useTheme(state.data?.settings.theme ?? 'system');
  useOpenRequests();
  useEffect(() => startBeating(() => ({ route: location.hash, appID: runningApp() }), watchRunningApp), []);
  useShortcuts(setOverlay);
  const close = () => setOverlay(null);
  const navigation = useNavigation(state.data ? isFirstStart(state.data) : true);
  return (
    <div className={cn('flex h-full', measures[navigation])}>
      {navigation === 'sidebar' && <Sidebar />}
      {(navigation === 'rail' || navigation === 'workshop') && <Rail />}
      <div className="@container flex min-w-0 flex-1 flex-col" data-pane tabIndex={-1}>
        <Notice />
        <Outlet />
      </div>
      <Suspense>
        {overlay === 'commands' && <CommandBar onClose={close} onKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeyList onClose={close} />}
      </Suspense>
      <Toaster />
    </div>
  );
}

/** Sidebar on the pages about all apps, rail in the workshop, nothing around an app or the first start. */
function useNavigation(firstStart: boolean): keyof typeof measures {
  const matches = useMatchRoute();
  const { sidebar } = useLayout();
  const narrow = useSyncExternalStore(watchWidth, () => narrowWindow.matches);
  if (matches({ to: '/apps/$id' })) return 'none';
  if (matches({ to: '/chats/$id' }) || matches({ to: '/apps/$id/edit' })) return 'workshop';
  if (firstStart && matches({ to: '/' })) return 'none';
  return sidebar && !narrow ? 'sidebar' : 'rail';
}

const narrowWindow = window.matchMedia('(max-width: 40rem)');

const watchWidth = (changed: () => void) => {
  narrowWindow.addEventListener('change', changed);
  return () => narrowWindow.removeEventListener('change', changed);
};

/** A second start of Whittle may ask this one to show an app. */
function useOpenRequests(): void {
  const navigate = useNavigate();
  const { mode } = useBoot();
  useEffect(() => {
    if (mode !== 'window') return;
    return listen((event) => {
      if (event.type === 'open' && event.data.id) void navigate({ to: '/apps/$id', params: { id: event.data.id } });
    });
  }, [mode, navigate]);
}
