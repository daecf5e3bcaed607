import { Link } from '@tanstack/react-router';
import { MessageSquare, Pin, PinOff } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { useAppActions } from '@/api/apps';
import { ago } from '@/api/format';
import type { App } from '@/api/types';
import { AppIcon } from '@/ui/app-icon';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { RenameField } from '@/ui/rename-field';
import { actOnKey } from './actOnKey';
import { useAppMenu } from './AppMenu';
import { AppMenuButton } from './AppMenus';

/** When something last happened to an app, in ms. */
export const latest = (app: App) => Math.max(app.updated_at, app.opened_at);

type AppRowProps = { app: App; now: number; renaming: boolean; onRename: (id: string) => void };

/** One of all apps. Its buttons come when it is first pointed at or focused, so that a long list costs little. */
export const AppRow = memo(function AppRow({ app, now, renaming, onRename }: AppRowProps) {
  const [touched, setTouched] = useState(false);
  const refocus = useRef(false);
  const { rename } = useAppActions();
  const actions = useAppMenu(app, () => onRename(app.id));
  const takeBackFocus = (link: HTMLAnchorElement | null) => {
    if (!link || !refocus.current) return;
    refocus.current = false;
    link.focus();
  };
  if (renaming) {
    return (
      <li className="flex h-13 items-center gap-3 px-2">
        <AppIcon icon={app.icon} />
        <RenameField
          label={`Name of ${app.name}`}
          value={app.name}
          onDone={(name) => {
            refocus.current = true;
            onRename('');
            if (name) void rename(app.id, name);
          }}
        />
      </li>
    );
  }
  return (
    <li
      data-app={app.id}
      onPointerEnter={() => setTouched(true)}
      onFocus={() => setTouched(true)}
      className="group relative flex h-13 items-center rounded-md focus-within:bg-hover hover:bg-hover"
    >
      <Link
        to="/apps/$id"
        params={{ id: app.id }}
        data-item
        ref={takeBackFocus}
        onKeyDown={(event) => actOnKey(actions, event, ['delete'])}
        className="flex h-full min-w-0 flex-1 items-center gap-3 rounded-md px-2"
      >
        <AppIcon icon={app.icon} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{app.name}</span>
          <span className="block truncate text-sm text-ink-3">{ago(latest(app), now)}</span>
        </span>
        {app.uses_ai && (
          <Badge variant="honey" className="group-focus-within:invisible group-hover:invisible">
            AI
          </Badge>
        )}
      </Link>
      {touched && <RowButtons app={app} actions={actions} />}
    </li>
  );
});

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
