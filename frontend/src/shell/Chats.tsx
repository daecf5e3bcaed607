import { useQuery } from '@tanstack/react-query';
import { Link, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { byDay } from '@/api/format';
import { queries } from '@/api/queries';
import type { Session } from '@/api/types';
import { useSessionActions } from '@/api/sessions';
import { cn } from '@/ui/cn';
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuTrigger } from '@/ui/context-menu';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/ui/dropdown-menu';
import { RenameField } from '@/ui/rename-field';

export function Chats() {
  const sessions = useQuery(queries.sessions());
  const [now] = useState(() => Date.now());
  return (
    <div className="mt-1 min-h-0 flex-1 overflow-y-auto pb-4" role="region" aria-label="Chats" tabIndex={-1}>
      {byDay(sessions.data ?? [], (s) => s.updated_at, now).map((group) => (
        <section key={group.heading} aria-label={group.heading}>
          <h2 className="px-2 pt-3.5 pb-1 text-xs font-semibold text-ink-3">{group.heading}</h2>
          <ul>
            {group.items.map((session) => (
              <ChatRow key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ChatRow({ session }: { session: Session }) {
  const [renaming, setRenaming] = useState(false);
  const actions = useSessionActions();
  const navigate = useNavigate();
  const matches = useMatchRoute();
  const here = Boolean(matches({ to: '/chats/$id', params: { id: session.id } }));
  const remove = () => {
    actions.remove(session);
    if (here) void navigate({ to: '/' });
  };
  if (renaming) {
    return (
      <li className="px-1">
        <RenameField
          label="Title of the chat"
          value={session.title}
          onDone={(title) => {
            setRenaming(false);
            if (title) actions.rename(session.id, title);
          }}
        />
      </li>
    );
  }
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>
        <li
          className={cn('group flex h-[26px] items-center rounded-sm text-ink-2 focus-within:bg-hover hover:bg-hover', here && 'bg-selected text-ink')}
          onKeyDown={(event) => {
            if (event.key === 'F2') setRenaming(true);
            if (event.key === 'Delete') remove();
          }}
        >
          <Link to="/chats/$id" params={{ id: session.id }} className="min-w-0 flex-1 truncate rounded-sm px-2 leading-[26px]">
            {session.title || 'New chat'}
          </Link>
          <DropdownMenu>
            <DropdownMenuTrigger
              aria-label={`Actions for ${session.title || 'New chat'}`}
              className="hidden size-6 place-items-center rounded-sm group-focus-within:grid group-hover:grid data-[state=open]:grid"
            >
              <Ellipsis className="size-4 text-ink-3" />
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setRenaming(true)}>
                <Pencil />
                Rename
              </DropdownMenuItem>
              <DropdownMenuItem variant="destructive" onSelect={remove}>
                <Trash2 />
                Delete
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        </li>
      </ContextMenuTrigger>
      <ContextMenuContent>
        <ContextMenuItem onSelect={() => setRenaming(true)}>
          <Pencil />
          Rename
        </ContextMenuItem>
        <ContextMenuItem variant="destructive" onSelect={remove}>
          <Trash2 />
          Delete
        </ContextMenuItem>
      </ContextMenuContent>
    </ContextMenu>
  );
}
