import type { KeyboardEvent } from 'react';

/** Opens the context menu of the focused thing on Shift F10 or the menu key, which not every engine does by itself. */
export function openMenuOnKey(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false;
  event.preventDefault();
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  event.currentTarget.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 16, clientY: bottom - 8 }));
  return true;
}
