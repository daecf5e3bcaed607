import { useEffect, useRef, useState, type FormEvent } from 'react';
import { daysUntil, nameOf, useToday } from './days';
import { asCsv, most, newHabit, readHabits, type Habit } from './habits';
import { HabitRow } from './HabitRow';
import { Ring } from './Ring';
import { useStored } from './useStored';
import './styles.css';

const ideas = ['Walk for half an hour', 'Read ten pages', 'No sugar', 'In bed by eleven'];

export default function App() {
  const today = useToday();
  const [habits, setHabits] = useStored('habits', readHabits);
  const [deleted, setDeleted] = useState<{ habit: Habit; index: number } | null>(null);
  const adder = useRef<HTMLInputElement>(null);

  const add = (name: string) => {
    setDeleted(null);
    setHabits(now => (now.length < most ? [...now, newHabit(name, now)] : now));
  };
  const change = (habit: Habit) => setHabits(now => now.map(one => (one.id === habit.id ? habit : one)));
  const remove = (habit: Habit) => {
    setDeleted({ habit, index: habits.indexOf(habit) });
    setHabits(now => now.filter(one => one.id !== habit.id));
  };
  const undo = () => {
    if (deleted) setHabits(now => [...now.slice(0, deleted.index), deleted.habit, ...now.slice(deleted.index)]);
    setDeleted(null);
    adder.current?.focus();
  };

  return (
    <div className="page">
      <header>
        <h1>Habit Ring</h1>
        <p>{nameOf(today)}</p>
      </header>
      <section className="face" aria-label="Last four weeks">
        <Ring habits={habits} days={daysUntil(today, 28)} />
        {habits.length > 0 && <p>Four weeks, clockwise. Today is the last piece before the top.</p>}
      </section>
      <main>
        {habits.length === 0 && <Ideas onChoose={add} />}
        <ul className="habits">
          {habits.map(habit => <HabitRow key={habit.id} habit={habit} week={daysUntil(today, 7)} onChange={change} onDelete={() => remove(habit)} />)}
        </ul>
        {habits.length < most ? <Adder field={adder} onAdd={add} /> : <p className="full">Eight rings are the most that stay readable. Delete one to add another.</p>}
        {habits.some(habit => habit.days.length > 0) && <button className="button quiet end" onClick={() => download('habits.csv', asCsv(habits))}>Download as CSV</button>}
      </main>
      <Notice deleted={deleted?.habit} onUndo={undo} onClose={() => setDeleted(null)} />
    </div>
  );
}

function Adder({ field, onAdd }: { field: React.RefObject<HTMLInputElement | null>; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onAdd(name);
    setName('');
  };
  return (
    <form className="adder" onSubmit={submit}>
      <input ref={field} className="field" aria-label="New habit" placeholder="A new habit" maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      <button className="button primary">Add</button>
    </form>
  );
}

function Ideas({ onChoose }: { onChoose: (name: string) => void }) {
  return (
    <div className="ideas">
      <p>No habits yet. Each one becomes a ring, each day you keep it a lit piece. Start with one:</p>
      {ideas.map(idea => <button key={idea} className="button" onClick={() => onChoose(idea)}>{idea}</button>)}
    </div>
  );
}

function Notice({ deleted, onUndo, onClose }: { deleted?: Habit; onUndo: () => void; onClose: () => void }) {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const timer = setTimeout(() => close.current(), 10_000);
    return () => clearTimeout(timer);
  }, [deleted]);
  return (
    <div className="notice" role="status" data-open={deleted !== undefined}>
      {deleted && <><span>“{deleted.name}” deleted, with its {deleted.days.length} days.</span><button className="button" onClick={onUndo}>Undo</button></>}
    </div>
  );
}

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
