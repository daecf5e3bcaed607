import type { KeyboardEvent } from 'react';
import { openMenuOnKey } from '@/ui/open-menu';
import type { AppAction } from './AppMenu';
import { focusNeighbour } from './moveFocus';

/** Runs the action whose key was pressed on the focused app, or opens its menu. When the app leaves its list the focus goes to a neighbour. */
export function actOnKey(actions: AppAction[], event: KeyboardEvent<HTMLElement>, leaves: readonly string[]): void {
  if (openMenuOnKey(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Enter') return;
  const action = actions.find((a) => a.key === event.key || a.key === event.key.toLowerCase());
  if (!action) return;
  event.preventDefault();
  if (leaves.includes(action.id)) focusNeighbour(event.currentTarget);
  action.act();
}
