import { Link } from '@tanstack/react-router';
import { MessageSquare, Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import { useAppActions } from '@/api/apps';
import { ago } from '@/api/format';
import type { App } from '@/api/types';
import { AppIcon } from '@/ui/app-icon';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { RenameField } from '@/ui/rename-field';
import { useAppMenu } from './AppMenu';
import { actOnKey, AppContextMenu, AppMenuButton } from './AppMenus';

const latest = (app: App) => Math.max(app.updated_at, app.opened_at);

export function AppRow({ app, now }: { app: App; now: number }) {
  const [renaming, setRenaming] = useState(false);
  const { rename } = useAppActions();
  const actions = useAppMenu(app, () => setRenaming(true));
  if (renaming) {
    return (
      <li className="flex h-[52px] items-center gap-3 px-2">
        <AppIcon icon={app.icon} />
        <RenameField
          label={`Name of ${app.name}`}
          value={app.name}
          onDone={(name) => {
            setRenaming(false);
            if (name) void rename(app.id, name);
          }}
        />
      </li>
    );
  }
  return (
    <AppContextMenu actions={actions}>
      <li className="group relative flex h-[52px] items-center rounded-md focus-within:bg-hover hover:bg-hover">
        <Link
          to="/apps/$id"
          params={{ id: app.id }}
          data-item
          onKeyDown={(event) => actOnKey(actions, event)}
          className="flex h-full min-w-0 flex-1 items-center gap-3 rounded-md px-2"
        >
          <AppIcon icon={app.icon} />
          <span className="min-w-0 flex-1">
            <span className="block truncate">{app.name}</span>
            <span className="block truncate text-sm text-ink-3">{ago(latest(app), now)}</span>
          </span>
          <span className="flex gap-1 group-focus-within:invisible group-hover:invisible">{app.uses_ai && <Badge variant="honey">AI</Badge>}</span>
        </Link>
        <RowButtons app={app} actions={actions} />
      </li>
    </AppContextMenu>
  );
}

/** Shown over the end of the row under the pointer; by keyboard the same is on keys and in the menu. */
function RowButtons({ app, actions }: { app: App; actions: ReturnType<typeof useAppMenu> }) {
  const act = (id: string) => actions.find((a) => a.id === id)?.act;
  return (
    <span className="absolute inset-e-2 hidden group-focus-within:flex group-hover:flex has-data-[state=open]:flex">
      <Button variant="ghost" size="icon-sm" tabIndex={-1} aria-label={`Edit ${app.name} in chat`} onClick={act('edit')}>
        <MessageSquare />
      </Button>
      <Button variant="ghost" size="icon-sm" tabIndex={-1} aria-label={app.pinned ? `Unpin ${app.name}` : `Pin ${app.name}`} onClick={act('pin')}>
        {app.pinned ? <PinOff /> : <Pin />}
      </Button>
      <AppMenuButton actions={actions} name={app.name} />
    </span>
  );
}
