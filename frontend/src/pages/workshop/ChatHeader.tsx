import { useEffect, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, MessageSquareX, Pencil, Trash2 } from 'lucide-react';
import { useAppActions } from '@/api/apps';
import { useSessionActions } from '@/api/sessions';
import type { App, Session } from '@/api/types';
import { AppIcon } from '@/ui/app-icon';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '@/ui/dropdown-menu';
import { NameField } from './NameField';

interface ChatHeaderProps {
  app: App | undefined;
  session: Session | undefined;
}

/** Which app this chat is about, and what can be done to both. */
export function ChatHeader({ app, session }: ChatHeaderProps) {
  const [renaming, setRenaming] = useState(false);
  const apps = useAppActions();
  const sessions = useSessionActions();
  const name = app?.name ?? session?.title ?? 'New app';
  useRenameKey(() => setRenaming(true));
  const rename = (next: string) => {
    setRenaming(false);
    if (next === '' || next === name) return;
    if (app) void apps.rename(app.id, next);
    else if (session) void sessions.rename(session.id, next);
  };
  return (
    <header className="flex h-11 flex-none items-center gap-2 border-b border-line ps-3.5 pe-3">
      {app && <AppIcon icon={app.icon} size={24} />}
      {renaming ? (
        <NameField name={name} onDone={rename} />
      ) : (
        <b className="truncate font-semibold" onDoubleClick={() => setRenaming(true)}>
          {name}
        </b>
      )}
      {app && app.version > 0 && !renaming && <Badge className="tabular-nums">version {app.version}</Badge>}
      <span className="grow" />
      <HeaderMenu app={app} session={session} onRename={() => setRenaming(true)} />
    </header>
  );
}

function HeaderMenu({ app, session, onRename }: ChatHeaderProps & { onRename: () => void }) {
  const apps = useAppActions();
  const sessions = useSessionActions();
  const navigate = useNavigate();
  const leave = (work: Promise<unknown>) => void work.then(() => navigate({ to: '/' }));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label="More">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={(event) => event.preventDefault()}>
        <DropdownMenuItem onSelect={onRename}>
          <Pencil aria-hidden />
          Rename
          <DropdownMenuShortcut>F2</DropdownMenuShortcut>
        </DropdownMenuItem>
        {app && (
          <DropdownMenuItem
            onSelect={async () => {
              const copy = await apps.duplicate(app);
              if (copy) void navigate({ to: '/apps/$id/edit', params: { id: copy.id } });
            }}
          >
            <Copy aria-hidden />
            Duplicate
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        {session && (
          <DropdownMenuItem onSelect={() => leave(sessions.remove(session))}>
            <MessageSquareX aria-hidden />
            Delete chat
          </DropdownMenuItem>
        )}
        {app && (
          <DropdownMenuItem variant="destructive" onSelect={() => leave(apps.remove(app))}>
            <Trash2 aria-hidden />
            Delete app
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function useRenameKey(rename: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || event.defaultPrevented) return;
      event.preventDefault();
      rename();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [rename]);
}
