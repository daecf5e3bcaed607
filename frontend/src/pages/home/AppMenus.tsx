import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { App } from '@/api/types';
import { Button } from '@/ui/button';
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuShortcut, ContextMenuTrigger } from '@/ui/context-menu';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '@/ui/dropdown-menu';
import { keepRenameFocus } from '@/ui/rename-field';
import { type AppAction, useAppMenu } from './AppMenu';

type ContextMenuProps = { app: App | undefined; onRename: () => void; children: ReactNode };

/** The menu of one app that the second mouse button and Shift F10 open; children is one element that tells which app. */
export function AppContextMenu({ app, onRename, children }: ContextMenuProps) {
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>{children}</ContextMenuTrigger>
      <ContextMenuContent onCloseAutoFocus={keepRenameFocus}>{app && <ContextMenuItems app={app} onRename={onRename} />}</ContextMenuContent>
    </ContextMenu>
  );
}

function ContextMenuItems({ app, onRename }: { app: App; onRename: () => void }) {
  return useAppMenu(app, onRename).map((action) => (
    <ContextMenuItem key={action.id} variant={action.destructive ? 'destructive' : 'default'} onSelect={action.act}>
      {action.icon}
      {action.name}
      <ContextMenuShortcut>{action.keyLabel}</ContextMenuShortcut>
    </ContextMenuItem>
  ));
}

/** The same menu behind a button. */
export function AppMenuButton({ actions, name, className }: { actions: AppAction[]; name: string; className?: string }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${name}`} tabIndex={-1} className={className}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={keepRenameFocus}>
        {actions.map((action) => (
          <DropdownMenuItem key={action.id} variant={action.destructive ? 'destructive' : 'default'} onSelect={action.act}>
            {action.icon}
            {action.name}
            <DropdownMenuShortcut>{action.keyLabel}</DropdownMenuShortcut>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
