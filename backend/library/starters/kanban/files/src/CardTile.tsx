import type { KeyboardEvent, PointerEvent } from 'react';
import type { Card } from './board';

type Props = {
  card: Card;
  lifted: boolean;
  held: boolean;
  onOpen: () => void;
  onDragStart: (event: PointerEvent) => void;
  onKey: (event: KeyboardEvent) => void;
};

/** `held` is lifted by keyboard, `lifted` is under the pointer and leaves its outline here. */
export function CardTile({ card, lifted, held, onOpen, onDragStart, onKey }: Props) {
  const state = lifted ? 'card lifted' : held ? 'card held' : 'card';
  return (
    <li className={`${state} p${card.color}`} data-card={card.id} onPointerDown={event => event.pointerType === 'mouse' && onDragStart(event)}>
      <button className="open" onClick={onOpen}>
        <b>{card.title}</b>
        {card.note && <span>{card.note}</span>}
      </button>
      <button
        className="grip"
        data-grip={card.id}
        aria-label={`Move ${card.title}`}
        aria-describedby="how-to-move"
        aria-pressed={held}
        onPointerDown={event => event.pointerType !== 'mouse' && onDragStart(event)}
        onKeyDown={onKey}
      >
        <svg viewBox="0 0 10 16" aria-hidden="true"><path d="M3 3v.01M7 3v.01M3 8v.01M7 8v.01M3 13v.01M7 13v.01" /></svg>
      </button>
    </li>
  );
}
