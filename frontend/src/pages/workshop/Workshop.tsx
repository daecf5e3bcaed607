import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useBoot } from '@/api/boot';
import { queries } from '@/api/queries';
import type { SessionView } from '@/api/types';
import { runningMessage } from '@/chat/live';
import { useAppRun } from '@/preview/useAppRun';
import { useOpened } from '@/preview/useOpened';
import { ChatColumn } from './ChatColumn';
import { Pane, type Tab } from './Pane';
import { usePrompts } from './usePrompts';
import { useWorkshopKeys } from './useWorkshopKeys';

interface WorkshopProps {
  /** Empty until the first version. */
  appID: string;
  /** Undefined until the first prompt. */
  view: SessionView | undefined;
}

/** A chat on one side, the app it writes on the other. */
export function Workshop({ appID, view }: WorkshopProps) {
  const { data: app, isError: isGone } = useQuery({ ...queries.app(appID), enabled: appID !== '', retry: false });
  const reply = view && runningMessage(view);
  const prompts = usePrompts(view?.session.id ?? '', appID);
  const [picked, setPicked] = useState<Tab>();
  const [older, setOlder] = useState({ number: 0, current: 0 });
  const current = app?.version ?? 0;
  const shown = older.current === current && older.number > 0 ? older.number : current;

  const { recovered } = useBoot();
  const [held, setHeld] = useState(recovered?.app_id === appID && appID !== '' ? recovered.reason : undefined);
  const run = useAppRun(appID);
  const opened = useOpened(run, appID, shown, held === undefined);

  const lastReply = view?.messages.findLast((m) => m.role === 'assistant');
  const hasFiles = lastReply?.parts.some((p) => p.type === 'file') ?? false;
  const tab = picked ?? (current === 0 && hasFiles ? 'code' : 'preview');
  const generation = reply?.generation;
  const stop = generation ? () => prompts.stop(generation) : undefined;
  const isAskingToStop = useWorkshopKeys({ setTab: setPicked, reload: opened.reload, stop });

  return (
    <main className="@container flex min-h-0 flex-1">
      <h1 className="sr-only">{app?.name ?? view?.session.title ?? 'New app'}</h1>
      <ChatColumn
        app={app}
        view={view}
        run={run}
        prompts={prompts}
        stop={stop}
        isAskingToStop={isAskingToStop}
        isCurrent={shown === current}
      />
      <Pane
        app={app}
        isGone={isGone}
        run={run}
        opened={opened}
        shown={shown}
        reply={lastReply}
        tab={tab}
        onTab={setPicked}
        onVersion={(number) => {
          setOlder({ number: number === current ? 0 : number, current });
          setPicked('preview');
        }}
        held={held}
        onRun={() => setHeld(undefined)}
        onFix={generation ? undefined : prompts.fix}
      />
    </main>
  );
}
