import { useState, type FormEvent } from 'react';
import { nameOf, type Day } from './dates';
import type { Task } from './tasks';

type Props = {
  task: Task;
  today: Day;
  onChange: (change: Partial<Task>) => void;
  onDelete: () => void;
};

export function TaskRow({ task, today, onChange, onDelete }: Props) {
  const [editing, setEditing] = useState(false);
  if (editing) return <TaskEditor task={task} onChange={onChange} onClose={() => setEditing(false)} />;
  const late = !task.doneAt && task.due !== '' && task.due < today;
  return (
    <li className={task.doneAt ? 'task done' : 'task'}>
      <input
        type="checkbox"
        aria-label={`Done: ${task.title}`}
        checked={task.doneAt > 0}
        onChange={event => onChange({ doneAt: event.target.checked ? Date.now() : 0 })}
      />
      <button className="title" onClick={() => setEditing(true)} aria-label={`Edit: ${task.title}`}>
        {task.title.split(/(#[\p{L}\p{N}_-]+)/u).map((part, index) => (part.startsWith('#') ? <span className="tag" key={index}>{part}</span> : part))}
      </button>
      {task.due && <span className={late ? 'due late' : 'due'}>{nameOf(task.due, today)}</span>}
      <button className="icon" aria-pressed={task.star} aria-label={`Important: ${task.title}`} onClick={() => onChange({ star: !task.star })}>
        <svg viewBox="0 0 24 24" className={task.star ? 'star on' : 'star'} aria-hidden="true">
          <path d="m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3l-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z" />
        </svg>
      </button>
      <button className="icon" aria-label={`Delete: ${task.title}`} onClick={onDelete}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
      </button>
    </li>
  );
}

function TaskEditor({ task, onChange, onClose }: { task: Task; onChange: Props['onChange']; onClose: () => void }) {
  const [title, setTitle] = useState(task.title);
  const [due, setDue] = useState(task.due);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) onChange({ title: title.trim(), due });
    onClose();
  };
  return (
    <li className="task editing">
      <form onSubmit={save} onKeyDown={event => event.key === 'Escape' && onClose()}>
        <input className="field" aria-label="Title" value={title} maxLength={500} autoFocus onChange={event => setTitle(event.target.value)} />
        <input className="field" aria-label="Due" type="date" value={due} onChange={event => setDue(event.target.value)} />
        <button className="button primary">Save</button>
        <button className="button" type="button" onClick={onClose}>Cancel</button>
      </form>
    </li>
  );
}
