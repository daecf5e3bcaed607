import { useNavigate } from '@tanstack/react-router';
import { Copy, MessageSquare, Pencil, Pin, PinOff, SquareArrowOutUpRight, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAppActions } from '@/api/apps';
import type { App } from '@/api/types';

export type AppAction = {
  id: string;
  name: string;
  key: string;
  keyLabel: string;
  icon: ReactNode;
  destructive?: boolean;
  act: () => void;
};

/** Everything that can be done to an app, in the order of its menu; keys, menus and buttons share this list. */
export function useAppMenu(app: App, rename: () => void): AppAction[] {
  const actions = useAppActions();
  const navigate = useNavigate();
  const to = { params: { id: app.id } };
  return [
    { id: 'open', name: 'Open', key: 'Enter', keyLabel: 'Enter', icon: <SquareArrowOutUpRight />, act: () => void navigate({ to: '/apps/$id', ...to }) },
    { id: 'edit', name: 'Edit in chat', key: 'e', keyLabel: 'E', icon: <MessageSquare />, act: () => void navigate({ to: '/apps/$id/edit', ...to }) },
    {
      id: 'pin',
      name: app.pinned ? 'Unpin' : 'Pin',
      key: 'p',
      keyLabel: 'P',
      icon: app.pinned ? <PinOff /> : <Pin />,
      act: () => void actions.setPinned(app, !app.pinned),
    },
    { id: 'rename', name: 'Rename', key: 'F2', keyLabel: 'F2', icon: <Pencil />, act: rename },
    { id: 'duplicate', name: 'Duplicate', key: 'd', keyLabel: 'D', icon: <Copy />, act: () => void actions.duplicate(app) },
    { id: 'delete', name: 'Delete', key: 'Delete', keyLabel: 'Del', icon: <Trash2 />, destructive: true, act: () => void actions.remove(app) },
  ];
}
