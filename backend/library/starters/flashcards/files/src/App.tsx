import { useEffect, useRef, useState, type FormEvent } from 'react';
import { queue, readShelf, sample, type Card, type Shelf } from './cards';
import { CardList } from './CardList';
import { after } from './schedule';
import { Study } from './Study';
import { useStored } from './useStored';
import './styles.css';

type Said = { text: string; undo?: () => void };

export default function App() {
  const now = useNow();
  const [shelf, setShelf] = useStored('shelf', readShelf);
  const [chosen, setChosen] = useStored('deck', value => String(value ?? ''));
  const [page, setPage] = useState<'study' | 'cards'>('study');
  const [answered, setAnswered] = useState<Card[]>([]);
  const [said, setSaid] = useState<Said>({ text: '' });

  const deck = shelf.decks.find(one => one.id === chosen) ?? shelf.decks[0];
  const cards = shelf.cards.filter(card => card.deck === deck?.id);
  const past = answered.filter(card => card.deck === deck?.id);

  const replace = (card: Card) => setShelf(was => ({ ...was, cards: was.cards.map(one => (one.id === card.id ? card : one)) }));
  const takeBack = () => {
    const last = past[past.length - 1];
    setAnswered(was => was.filter(card => card !== last));
    replace(last);
  };
  const add = (fresh: Card[]) => setShelf(was => ({ ...was, cards: [...was.cards, ...fresh] }));
  const remove = (card: Card) => {
    setShelf(was => ({ ...was, cards: was.cards.filter(one => one.id !== card.id) }));
    setAnswered(was => was.filter(one => one.id !== card.id));
    setSaid({ text: `“${card.front.slice(0, 60)}” deleted.`, undo: () => add([card]) });
  };
  const removeDeck = () => {
    setShelf(was => ({ decks: was.decks.filter(one => one !== deck), cards: was.cards.filter(card => card.deck !== deck.id) }));
    setPage('study');
    setSaid({ text: `“${deck.name}” and its ${cards.length} cards deleted.`, undo: () => join({ decks: [deck], cards }) });
  };
  const join = (more: Shelf) => {
    setShelf(was => ({ decks: [...was.decks, ...more.decks], cards: [...was.cards, ...more.cards] }));
    setChosen(more.decks[0].id);
  };

  return (
    <div className="page">
      <nav aria-label="Decks">
        <h1>Flashcards</h1>
        {shelf.decks.map(one => {
          const own = shelf.cards.filter(card => card.deck === one.id);
          const waiting = queue(own, now).length;
          return (
            <button key={one.id} aria-current={one === deck ? 'true' : undefined} onClick={() => setChosen(one.id)}>
              <span>{one.name || 'Deck'}</span><span className={waiting ? 'waiting' : 'none'}>{waiting || (own.length ? 'done' : 'empty')}</span>
            </button>
          );
        })}
        <NewDeck onAdd={name => { join({ decks: [{ id: crypto.randomUUID(), name }], cards: [] }); setPage('cards'); }} />
      </nav>
      <main>
        {deck ? (
          <>
            <header>
              <h2>{deck.name || 'Deck'}</h2>
              <div className="tabs" role="group" aria-label="Page">
                <button aria-pressed={page === 'study'} onClick={() => setPage('study')}>Study</button>
                <button aria-pressed={page === 'cards'} onClick={() => setPage('cards')}>Cards {cards.length}</button>
              </div>
            </header>
            {page === 'study' ? (
              <Study cards={cards} now={now} canUndo={past.length > 0} onUndo={takeBack} onGrade={(card, grade) => { setAnswered(was => [...was, card]); replace({ ...card, ...after(card, grade, Date.now()) }); }} />
            ) : (
              <CardList deck={deck} cards={cards} now={now} onAdd={add} onChange={replace} onDelete={remove} onRename={name => setShelf(was => ({ ...was, decks: was.decks.map(one => (one.id === deck.id ? { ...one, name } : one)) }))} onDeleteDeck={removeDeck} />
            )}
          </>
        ) : (
          <div className="rest">
            <p>No decks yet. Name one on the left, or look around in a small one.</p>
            <button className="button primary" onClick={() => join(sample())}>Take a sample deck</button>
          </div>
        )}
      </main>
      <Notice said={said} onClose={() => setSaid({ text: '' })} />
    </div>
  );
}

/** The time in milliseconds, a few times a minute, so that cards come up while one waits. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, 5000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return now;
}

function NewDeck({ onAdd }: { onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onAdd(name.trim());
    setName('');
  };
  return (
    <form onSubmit={submit} className="new-deck">
      <input aria-label="New deck" placeholder="New deck" value={name} maxLength={80} onChange={event => setName(event.target.value)} />
      {name.trim() && <button className="button">Add</button>}
    </form>
  );
}

function Notice({ said, onClose }: { said: Said; onClose: () => void }) {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const timer = setTimeout(() => close.current(), 10_000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className="notice" role="status" data-open={said.text !== ''}>
      {said.text && <span>{said.text}</span>}
      {said.undo && <button className="button" onClick={() => { said.undo?.(); onClose(); }}>Undo</button>}
    </div>
  );
}
