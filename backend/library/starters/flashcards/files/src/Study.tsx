import { useEffect, useRef, useState } from 'react';
import { nextDue, queue, type Card } from './cards';
import { after, wait, type Grade } from './schedule';

type Props = { cards: Card[]; now: number; canUndo: boolean; onGrade: (card: Card, grade: Grade) => void; onUndo: () => void };

const grades: { grade: Grade; name: string }[] = [
  { grade: 'again', name: 'Again' },
  { grade: 'hard', name: 'Hard' },
  { grade: 'good', name: 'Good' },
  { grade: 'easy', name: 'Easy' },
];

export function Study({ cards, now, canUndo, onGrade, onUndo }: Props) {
  const waiting = queue(cards, now);
  const card = waiting[0];
  const [turnedId, setTurnedId] = useState('');
  const face = useRef<HTMLButtonElement>(null);
  const turned = card !== undefined && turnedId === card.id;

  const grade = (name: Grade) => {
    setTurnedId('');
    onGrade(card, name);
    face.current?.focus();
  };

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (!card || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const index = ['1', '2', '3', '4'].indexOf(event.key);
      if (turned && index >= 0) grade(grades[index].grade);
      if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault();
        setTurnedId(turned ? '' : card.id);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  if (!card) return <Rest cards={cards} now={now} canUndo={canUndo} onUndo={onUndo} />;
  return (
    <div className="study">
      <p className="left">{waiting.length} to go{!card.firstSeen && ', this one is new'}</p>
      <button ref={face} className={turned ? 'face turned' : 'face'} onClick={() => setTurnedId(turned ? '' : card.id)} aria-describedby="turn-hint">
        <span className="question">{card.front}</span>
        {turned && <span className="answer" role="status">{card.back}</span>}
        {!turned && <span className="hint" id="turn-hint">Think, then turn it: press the card or Space</span>}
      </button>
      <div className="grades">
        {turned && grades.map(({ grade: name, name: word }, index) => (
          <button key={name} className={name} onClick={() => grade(name)}>
            <b>{word}</b><span>{wait(after(card, name, now), now)}</span><kbd aria-hidden="true">{index + 1}</kbd>
          </button>
        ))}
      </div>
      {canUndo && <button className="button quiet" onClick={onUndo}>Take the last answer back</button>}
    </div>
  );
}

function Rest({ cards, now, canUndo, onUndo }: Omit<Props, 'onGrade'>) {
  const next = nextDue(cards, now);
  const minutes = Math.ceil((next - now) / 60_000);
  const when = !next ? '' : minutes <= 60 ? `The next card comes in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.` : `The next card comes on ${new Date(next).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })}.`;
  return (
    <div className="rest" role="status">
      <p>{cards.length === 0 ? 'This deck has no cards yet. Write the first under Cards.' : `Done for now. ${when}`}</p>
      {canUndo && <button className="button quiet" onClick={onUndo}>Take the last answer back</button>}
    </div>
  );
}
