import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';

export type Drag = {
  id: string;
  /** Where the card would land. */
  column: string;
  index: number;
  /** Upper left corner and width of the card under the pointer, in pixels of the window. */
  x: number;
  y: number;
  width: number;
};

/** Pixels a pointer moves before a press becomes a drag. */
const threshold = 5;

/** Drags elements marked data-card between elements marked data-column. Escape takes the drag back. */
export function useCardDrag(onDrop: (id: string, column: string, index: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  const start = (event: ReactPointerEvent, id: string) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const box = event.currentTarget.closest('[data-card]')!.getBoundingClientRect();
    const from = { x: event.clientX, y: event.clientY };
    let current: Drag | null = null;

    const follow = (now: PointerEvent) => {
      if (!current && Math.hypot(now.clientX - from.x, now.clientY - from.y) < threshold) return;
      current = { id, ...landing(id, now.clientX, now.clientY, current), x: box.x + now.clientX - from.x, y: box.y + now.clientY - from.y, width: box.width };
      scrollAtEdge(now.clientY);
      setDrag(current);
    };
    const finish = () => {
      stop.current();
      if (!current) return;
      drop.current(id, current.column, current.index);
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }));
    };
    const key = (pressed: KeyboardEvent) => pressed.key === 'Escape' && stop.current();
    stop.current = () => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', finish);
      removeEventListener('pointercancel', stop.current);
      removeEventListener('keydown', key);
      setDrag(null);
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', finish);
    addEventListener('pointercancel', stop.current);
    addEventListener('keydown', key);
  };

  return { drag, start };
}

/** The press that ended a drag is not a press on the card. */
function swallow(event: Event) {
  event.stopPropagation();
  event.preventDefault();
}

/** The place under the pointer; where no column is, the last place stays. */
function landing(id: string, x: number, y: number, last: Drag | null): { column: string; index: number } {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')];
  const column = columns.find(one => {
    const box = one.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  if (!column) return last ?? landingOf(document.querySelector<HTMLElement>(`[data-card="${id}"]`)!);
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')].filter(card => card.dataset.card !== id);
  const index = cards.findIndex(card => {
    const box = card.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return { column: column.dataset.column!, index: index < 0 ? cards.length : index };
}

function landingOf(card: HTMLElement): { column: string; index: number } {
  const column = card.closest<HTMLElement>('[data-column]')!;
  return { column: column.dataset.column!, index: [...column.querySelectorAll('[data-card]')].indexOf(card) };
}

function scrollAtEdge(y: number) {
  if (y < 48) scrollBy(0, -14);
  if (y > innerHeight - 48) scrollBy(0, 14);
}
