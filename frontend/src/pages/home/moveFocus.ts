import type { KeyboardEvent } from 'react';

/** Moves the focus among the links of a grid as they lie on the screen: arrows, Home, End. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')];
  const from = items.findIndex((item) => item === document.activeElement);
  const to = from < 0 ? -1 : target(event.key, items, from);
  if (to < 0) return;
  event.preventDefault();
  items[to]?.focus();
}

/** Focuses the item after this one in its list, or the one before the last. */
export function focusNeighbour(item: HTMLElement): void {
  const items = [...(item.closest('ul')?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const at = items.indexOf(item);
  (items[at + 1] ?? items[at - 1])?.focus();
}

function target(key: string, items: HTMLElement[], from: number): number {
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    case 'ArrowRight':
      return Math.min(from + 1, items.length - 1);
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'ArrowDown':
    case 'ArrowUp':
      return nearest(items, from, key === 'ArrowDown' ? 1 : -1);
  }
  return -1;
}

/** The item in the next row of that direction whose middle is nearest. */
function nearest(items: HTMLElement[], from: number, direction: 1 | -1): number {
  const box = items[from]?.getBoundingClientRect();
  if (!box) return -1;
  const middle = box.left + box.width / 2;
  let best = -1;
  let bestRow = Infinity;
  let bestOffset = Infinity;
  items.forEach((item, index) => {
    const other = item.getBoundingClientRect();
    const row = (other.top - box.top) * direction;
    const offset = Math.abs(other.left + other.width / 2 - middle);
    if (row < box.height / 2) return;
    if (row < bestRow - 4 || (row < bestRow + 4 && offset < bestOffset)) [best, bestRow, bestOffset] = [index, row, offset];
  });
  return best;
}
