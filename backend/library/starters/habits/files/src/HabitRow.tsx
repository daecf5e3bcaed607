import { useState, type FormEvent } from 'react';
import { nameOf, noonOf, type Day } from './days';
import { best, most, streak, toggle, type Habit } from './habits';

type Props = { habit: Habit; week: Day[]; onChange: (habit: Habit) => void; onDelete: () => void };

export function HabitRow({ habit, week, onChange, onDelete }: Props) {
  const [editing, setEditing] = useState(false);
  const today = week[week.length - 1];
  const row = streak(habit, today);
  if (editing) return <HabitEditor habit={habit} onChange={onChange} onDelete={onDelete} onClose={() => setEditing(false)} />;
  return (
    <li className={`habit h${habit.color}`}>
      <button className="name" onClick={() => setEditing(true)}>
        <span className="hidden">Change</span>
        <b>{habit.name}</b>
        <span>{row === 0 ? 'Not yet in a row' : row === 1 ? '1 day' : `${row} days in a row`}{best(habit) > row && `, best ${best(habit)}`}</span>
      </button>
      <div className="week" role="group" aria-label={habit.name}>
        {week.map(day => (
          <button key={day} className={day === today ? 'day now' : 'day'} aria-pressed={habit.days.includes(day)} aria-label={`${day === today ? 'Today' : nameOf(day)}: ${habit.name}`} onClick={() => onChange(toggle(habit, day))}>
            <small aria-hidden="true">{day === today ? 'Today' : noonOf(day).toLocaleDateString('en-GB', { weekday: 'narrow' })}</small>
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10.5" /><path d="m7.5 12.5 3 3 6-6.5" /></svg>
          </button>
        ))}
      </div>
    </li>
  );
}

function HabitEditor({ habit, onChange, onDelete, onClose }: Omit<Props, 'week'> & { onClose: () => void }) {
  const [name, setName] = useState(habit.name);
  const [color, setColor] = useState(habit.color);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onChange({ ...habit, name: name.trim(), color });
    onClose();
  };
  return (
    <li className="habit">
      <form className="editor" onSubmit={save} onKeyDown={event => event.key === 'Escape' && onClose()}>
        <input className="field" aria-label="Name" value={name} maxLength={80} autoFocus onChange={event => setName(event.target.value)} />
        <fieldset>
          <legend className="hidden">Colour</legend>
          {Array.from({ length: most }, (_, index) => (
            <input key={index} type="radio" name="color" className={`swatch h${index}`} aria-label={`Colour ${index + 1}`} checked={color === index} onChange={() => setColor(index)} />
          ))}
        </fieldset>
        <button className="button primary">Save</button>
        <button className="button" type="button" onClick={onClose}>Cancel</button>
        <button className="button quiet" type="button" onClick={onDelete}>Delete</button>
      </form>
    </li>
  );
}
