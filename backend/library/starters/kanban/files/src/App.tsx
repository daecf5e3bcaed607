import { useEffect, useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { addCard, cardsOf, move, placeOf, readBoard, step, type Board, type Card } from './board';
import { CardDialog } from './CardDialog';
import { CardTile } from './CardTile';
import { ColumnView } from './ColumnView';
import { useCardDrag } from './useCardDrag';
import { useStored } from './useStored';
import './styles.css';

type Said = { text: string; before?: Board };

export default function App() {
  const [board, setBoard] = useStored('board', readBoard);
  const [opened, setOpened] = useState('');
  const [held, setHeld] = useState<{ id: string; before: Board } | null>(null);
  const [said, setSaid] = useState<Said>({ text: '' });
  const { drag, start } = useCardDrag((id, column, index) => change(move(board, id, column, index)));

  const followed = useRef('');

  // A card that changes its column is a new element, so the focus has to follow it.
  useEffect(() => {
    if (followed.current) document.querySelector<HTMLElement>(`[data-grip="${followed.current}"]`)?.focus();
    followed.current = '';
  }, [board]);

  const change = (next: Board, text = '', undo = false) => {
    setSaid({ text, before: undo ? board : undefined });
    setBoard(next);
  };
  const where = (next: Board, id: string) => {
    const { column, index } = placeOf(next, id);
    return `${next.columns.find(one => one.id === column)?.name}, ${index + 1} of ${cardsOf(next, column).length}.`;
  };
  const remove = (gone: Card[], words: string) => {
    setOpened('');
    change({ ...board, cards: board.cards.filter(card => !gone.includes(card)) }, words, true);
  };

  const onKey = (event: KeyboardEvent, card: Card) => {
    const lifted = held?.id === card.id;
    if (lifted) followed.current = card.id;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      setHeld(lifted ? null : { id: card.id, before: board });
      setSaid({ text: lifted ? `Put down: ${where(board, card.id)}` : `Lifted. Arrow keys move it, Space puts it down, Escape takes it back.` });
    } else if (event.key === 'Escape' && lifted) {
      setHeld(null);
      change(held.before, 'Back where it was.');
    } else if (event.key.startsWith('Arrow') && lifted) {
      event.preventDefault();
      const next = step(board, card.id, event.key);
      change(next, where(next, card.id));
    }
  };

  const openFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    try {
      const read = readBoard(JSON.parse(await file.text()));
      if (read.cards.length === 0) throw new Error('no cards');
      change(read, `${read.cards.length} cards opened from ${file.name}.`, true);
    } catch {
      setSaid({ text: 'This file holds no board. Open one that was saved here.' });
    }
  };

  const shown = drag ? move(board, drag.id, drag.column, drag.index) : board;
  const dragged = drag && board.cards.find(card => card.id === drag.id);
  const card = board.cards.find(one => one.id === opened);

  return (
    <div className={drag ? 'page dragging' : 'page'}>
      <header className="top">
        <h1>Kanban</h1>
        <div className="row">
          <label className="button file">Open<input type="file" accept=".json,application/json" onChange={openFile} /></label>
          <button className="button" onClick={() => download('board.json', JSON.stringify(board, null, 1))}>Save a copy</button>
        </div>
      </header>
      <p id="how-to-move" hidden>Press Space to lift the card, then use the arrow keys.</p>
      <main>
        {shown.columns.map(column => {
          const cards = cardsOf(shown, column.id);
          return (
            <ColumnView
              key={column.id}
              column={column}
              count={cards.length}
              onAdd={title => change(addCard(board, column.id, title))}
              onChange={next => change({ ...board, columns: board.columns.map(one => (one.id === next.id ? next : one)) })}
              onClear={column.id === 'done' && cards.length > 0 ? () => remove(cards, `${cards.length} finished ${cards.length === 1 ? 'card' : 'cards'} cleared.`) : undefined}
            >
              {cards.map(one => (
                <CardTile key={one.id} card={one} lifted={drag?.id === one.id} held={held?.id === one.id} onOpen={() => setOpened(one.id)} onDragStart={event => start(event, one.id)} onKey={event => onKey(event, one)} />
              ))}
            </ColumnView>
          );
        })}
      </main>
      {drag && dragged && (
        <div className={`card ghost p${dragged.color}`} style={{ left: drag.x, top: drag.y, width: drag.width }} aria-hidden="true">
          <div className="open"><b>{dragged.title}</b>{dragged.note && <span>{dragged.note}</span>}</div>
        </div>
      )}
      {card && (
        <CardDialog
          card={card}
          columns={board.columns}
          onClose={() => setOpened('')}
          onDelete={() => remove([card], `“${card.title}” deleted.`)}
          onSave={next => {
            const saved = { ...board, cards: board.cards.map(one => (one.id === next.id ? { ...next, column: card.column } : one)) };
            change(next.column === card.column ? saved : move(saved, next.id, next.column, cardsOf(board, next.column).length));
            setOpened('');
          }}
        />
      )}
      <Notice said={said} onUndo={before => change(before, 'Back again.')} onClose={() => setSaid({ text: '' })} />
    </div>
  );
}

function Notice({ said, onUndo, onClose }: { said: Said; onUndo: (before: Board) => void; onClose: () => void }) {
  const { before } = said;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const timer = setTimeout(() => close.current(), 10_000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className="notice" role="status" data-open={said.text !== ''}>
      {said.text && <span>{said.text}</span>}
      {before && <button className="button" onClick={() => onUndo(before)}>Undo</button>}
    </div>
  );
}

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
