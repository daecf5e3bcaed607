import { Link, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { useSessionActions } from '@/api/sessions';
import type { Session } from '@/api/types';
import { cn } from '@/ui/cn';
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuTrigger } from '@/ui/context-menu';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/ui/dropdown-menu';
import { openMenuOnKey } from '@/ui/open-menu';
import { keepRenameFocus, RenameField } from '@/ui/rename-field';

type ChatRowProps = { session: Session; /** Whether this chat is the one on the page. */ here: boolean };

/** One chat in the sidebar: opens it, and renames or deletes it by menu or by key. */
export const ChatRow = memo(function ChatRow({ session, here }: ChatRowProps) {
  const [renaming, setRenaming] = useState(false);
  const refocus = useRef(false);
  const actions = useSessionActions();
  const navigate = useNavigate();
  const title = session.title || 'New chat';
  const rename = () => setRenaming(true);
  const remove = () => {
    void actions.remove(session);
    if (here) void navigate({ to: '/' });
  };
  const takeBackFocus = (link: HTMLAnchorElement | null) => {
    if (!link || !refocus.current) return;
    refocus.current = false;
    link.focus();
  };
  if (renaming) {
    return (
      <li className="px-1">
        <RenameField
          label="Title of the chat"
          value={session.title}
          onDone={(name) => {
            refocus.current = true;
            setRenaming(false);
            if (name) void actions.rename(session.id, name);
          }}
        />
      </li>
    );
  }
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>
        <li className={cn('group flex h-6.5 items-center rounded-sm text-ink-2 focus-within:bg-hover hover:bg-hover', here && 'bg-selected text-ink')}>
          <Link
            to="/chats/$id"
            params={{ id: session.id }}
            ref={takeBackFocus}
            onKeyDown={(event) => {
              if (openMenuOnKey(event)) return;
              if (event.key === 'F2') rename();
              if (event.key === 'Delete') remove();
            }}
            className="min-w-0 flex-1 truncate rounded-sm px-2 leading-6.5"
          >
            {title}
          </Link>
          <ChatMenu title={title} onRename={rename} onRemove={remove} />
        </li>
      </ContextMenuTrigger>
      <ContextMenuContent onCloseAutoFocus={keepRenameFocus}>
        <ContextMenuItem onSelect={rename}>
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
});

type ChatMenuProps = { title: string; onRename: () => void; onRemove: () => void };

function ChatMenu({ title, onRename, onRemove }: ChatMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Actions for ${title}`}
        className="hidden size-6 place-items-center rounded-sm group-focus-within:grid group-hover:grid data-[state=open]:grid"
      >
        <Ellipsis className="size-4 text-ink-3" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={keepRenameFocus}>
        <DropdownMenuItem onSelect={onRename}>
          <Pencil />
          Rename
        </DropdownMenuItem>
        <DropdownMenuItem variant="destructive" onSelect={onRemove}>
          <Trash2 />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
