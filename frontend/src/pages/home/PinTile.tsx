import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useAppActions } from '@/api/apps';
import type { App } from '@/api/types';
import { AppIcon } from '@/ui/app-icon';
import { cn } from '@/ui/cn';
import { RenameField } from '@/ui/rename-field';
import { actOnKey } from './actOnKey';
import { useAppMenu } from './AppMenu';
import { AppContextMenu, AppMenuButton } from './AppMenus';

const tile = 'flex items-center gap-2.5 p-2.5 @min-[900px]:grid @min-[900px]:gap-3.5 @min-[900px]:p-3.5';
const iconSize = 'size-9 @min-[900px]:size-12';

type PinTileProps = { app: App; onMove: (step: 1 | -1) => void };

export function PinTile({ app, onMove }: PinTileProps) {
  const [renaming, setRenaming] = useState(false);
  const refocus = useRef(false);
  const { rename } = useAppActions();
  const actions = useAppMenu(app, () => setRenaming(true));
  const sortable = useSortable({ id: app.id });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      onMove(event.key === 'ArrowRight' ? 1 : -1);
      return;
    }
    sortable.listeners?.onKeyDown?.(event);
    if (!event.defaultPrevented) actOnKey(actions, event, ['delete', 'pin']);
  };
  const takeBackFocus = (link: HTMLAnchorElement | null) => {
    if (!link || !refocus.current) return;
    refocus.current = false;
    link.focus();
  };
  return (
    <AppContextMenu app={app} onRename={() => setRenaming(true)}>
      <li
        ref={sortable.setNodeRef}
        style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
        className={cn('group relative rounded-lg border border-line bg-raised shadow-1 hover:border-line-strong hover:shadow-2', sortable.isDragging && 'z-10 opacity-90 shadow-3')}
      >
        {renaming ? (
          <div className={tile}>
            <AppIcon icon={app.icon} size={48} className={iconSize} />
            <RenameField
              label={`Name of ${app.name}`}
              value={app.name}
              onDone={(name) => {
                refocus.current = true;
                setRenaming(false);
                if (name) void rename(app.id, name);
              }}
            />
          </div>
        ) : (
          <Link
            to="/apps/$id"
            params={{ id: app.id }}
            data-item
            draggable={false}
            {...sortable.attributes}
            {...sortable.listeners}
            role="link"
            ref={takeBackFocus}
            onKeyDown={onKeyDown}
            className={cn('rounded-lg', tile)}
          >
            <AppIcon icon={app.icon} size={48} className={iconSize} />
            <span className="min-w-0">
              <span className="block truncate font-semibold">{app.name}</span>
              <span className="block truncate text-sm text-ink-3">{app.description || `Version ${app.version}`}</span>
            </span>
          </Link>
        )}
        <AppMenuButton
          actions={actions}
          name={app.name}
          className="absolute inset-e-1.5 top-1.5 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100"
        />
      </li>
    </AppContextMenu>
  );
}
