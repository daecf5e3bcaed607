import { Ellipsis } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '@/ui/button';
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuShortcut, ContextMenuTrigger } from '@/ui/context-menu';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '@/ui/dropdown-menu';
import type { AppAction } from './AppMenu';

type MenuProps = { actions: AppAction[]; children: ReactNode };

/** The menu that the second mouse button and Shift F10 open. */
export function AppContextMenu({ actions, children }: MenuProps) {
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>{children}</ContextMenuTrigger>
      <ContextMenuContent onCloseAutoFocus={keepRenameFocus}>
        {actions.map((action) => (
          <ContextMenuItem key={action.id} variant={action.destructive ? 'destructive' : 'default'} onSelect={action.act}>
            {action.icon}
            {action.name}
            <ContextMenuShortcut>{action.keyLabel}</ContextMenuShortcut>
          </ContextMenuItem>
        ))}
      </ContextMenuContent>
    </ContextMenu>
  );
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

/** A closing menu gives the focus back to its trigger, unless renaming has taken it. */
function keepRenameFocus(event: Event): void {
  if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
}

/** Runs the action whose key was pressed on the focused app. */
export function actOnKey(actions: AppAction[], event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Enter') return;
  const action = actions.find((a) => a.key === event.key || a.key === event.key.toLowerCase());
  if (!action) return;
  event.preventDefault();
  action.act();
}
