import { Pin, PinOff } from 'lucide-react';
import { useAppActions } from '@/api/apps';
import type { Recovered } from '@/api/host';
import type { App, Message, Problem } from '@/api/types';
import type { AppRun } from '@/preview/AppRun';
import type { OpenedApp } from '@/preview/useOpened';
import { Button } from '@/ui/button';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/ui/tabs';
import { CodePane } from './CodePane';
import { PreviewPane } from './PreviewPane';
import { VersionsPane } from './VersionsPane';

export type Tab = 'preview' | 'code' | 'versions';

export interface PaneProps {
  app: App | undefined;
  /** Whether the app of this chat was deleted. */
  isGone: boolean;
  run: AppRun;
  opened: OpenedApp;
  /** The version on the screen; 0 before the first. */
  shown: number;
  /** The chat's last reply, running or not. */
  reply: Message | undefined;
  tab: Tab;
  onTab: (tab: Tab) => void;
  onVersion: (number: number) => void;
  /** Why the app is not started by itself, if it is not. */
  held: Recovered['reason'] | undefined;
  onRun: () => void;
  /** Absent while a reply is written. */
  onFix: ((problems: readonly Problem[]) => void) | undefined;
}

/** The app, its code and its versions. The app keeps running while the others are looked at. */
export function Pane(props: PaneProps) {
  const { app, tab, onTab } = props;
  return (
    <section
      aria-label={app?.name ?? 'App'}
      data-pane
      tabIndex={-1}
      className="@container flex min-w-0 flex-1 flex-col bg-window outline-none"
    >
      <Tabs value={tab} onValueChange={(value) => onTab(value as Tab)} className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-11 flex-none items-center gap-2 border-b border-line bg-surface ps-[22px] pe-3 @max-[560px]:ps-3">
          <TabsList className="gap-[18px] @max-[560px]:gap-3">
            <TabsTrigger value="preview">Preview</TabsTrigger>
            <TabsTrigger value="code">Code</TabsTrigger>
            <TabsTrigger value="versions">
              Versions
              {app && app.version > 0 && (
                <span className="text-xs font-normal text-ink-3 tabular-nums @max-[560px]:hidden">{app.version}</span>
              )}
            </TabsTrigger>
          </TabsList>
          <span className="grow" />
          {app && <PinButton app={app} />}
        </div>
        <TabsContent value="preview" forceMount className="flex flex-col data-[state=inactive]:hidden">
          <PreviewPane {...props} />
        </TabsContent>
        <TabsContent value="code" className="flex flex-col">
          <CodePane {...props} />
        </TabsContent>
        <TabsContent value="versions" className="flex flex-col overflow-auto bg-surface">
          <VersionsPane {...props} />
        </TabsContent>
      </Tabs>
    </section>
  );
}

function PinButton({ app }: { app: App }) {
  const { setPinned } = useAppActions();
  const label = app.pinned ? 'Unpin from home' : 'Pin to home';
  return (
    <Button variant="outline" size="sm" aria-label={label} onClick={() => void setPinned(app, !app.pinned)}>
      {app.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
      <span className="@max-[560px]:hidden">{label}</span>
    </Button>
  );
}
