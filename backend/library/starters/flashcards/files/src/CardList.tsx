import { useRef, useState, type FormEvent } from 'react';
import { asLines, fromLines, newCard, type Card, type Deck } from './cards';
import { wait } from './schedule';

type Props = { deck: Deck; cards: Card[]; now: number; onAdd: (cards: Card[]) => void; onChange: (card: Card) => void; onDelete: (card: Card) => void; onRename: (name: string) => void; onDeleteDeck: () => void };

export function CardList({ deck, cards, now, onAdd, onChange, onDelete, onRename, onDeleteDeck }: Props) {
  const [front, setFront] = useState('');
  const [back, setBack] = useState('');
  const [lines, setLines] = useState('');
  const [editing, setEditing] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const found = fromLines(deck.id, lines);

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!front.trim() || !back.trim()) return;
    onAdd([newCard(deck.id, front, back)]);
    setFront('');
    setBack('');
    first.current?.focus();
  };

  return (
    <div className="cards">
      <form className="pair" onSubmit={add}>
        <label>Front<input ref={first} value={front} onChange={event => setFront(event.target.value)} /></label>
        <label>Back<input value={back} onChange={event => setBack(event.target.value)} /></label>
        <button className="button primary" disabled={!front.trim() || !back.trim()}>Add</button>
      </form>
      <details>
        <summary>Many at once</summary>
        <label>One card on each line: front, then a tab, a semicolon or “ = ”, then back
          <textarea rows={5} value={lines} placeholder={'bread = pain\nmilk = lait'} onChange={event => setLines(event.target.value)} />
        </label>
        <button className="button" disabled={found.length === 0} onClick={() => { onAdd(found); setLines(''); }}>Add {found.length} {found.length === 1 ? 'card' : 'cards'}</button>
      </details>
      <ul>
        {cards.map(card => (
          <li key={card.id}>
            {editing === card.id ? (
              <CardForm card={card} onSave={next => { onChange(next); setEditing(''); }} onClose={() => setEditing('')} />
            ) : (
              <>
                <button className="line" onClick={() => setEditing(card.id)}><b>{card.front}</b><span>{card.back}</span></button>
                <small>{!card.firstSeen ? 'new' : card.due <= now ? 'due' : wait(card, now)}</small>
                <button className="icon" aria-label={`Delete ${card.front}`} onClick={() => onDelete(card)}>×</button>
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        <label>Name of the deck <input value={deck.name} maxLength={80} onChange={event => onRename(event.target.value)} /></label>
        {cards.length > 0 && <button className="button" onClick={() => download(`${deck.name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'deck'}.tsv`, asLines(cards))}>Download cards</button>}
        <button className="button quiet" onClick={onDeleteDeck}>Delete deck</button>
      </div>
    </div>
  );
}

function CardForm({ card, onSave, onClose }: { card: Card; onSave: (card: Card) => void; onClose: () => void }) {
  const [front, setFront] = useState(card.front);
  const [back, setBack] = useState(card.back);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ ...card, front: front.trim() || card.front, back: back.trim() || card.back });
  };
  return (
    <form className="pair" onSubmit={save} onKeyDown={event => event.key === 'Escape' && onClose()}>
      <label>Front<input value={front} autoFocus onChange={event => setFront(event.target.value)} /></label>
      <label>Back<input value={back} onChange={event => setBack(event.target.value)} /></label>
      <button className="button primary">Save</button>
    </form>
  );
}

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/tab-separated-values' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
