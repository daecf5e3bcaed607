import { useState, type FormEvent, type ReactNode } from 'react';
import type { Column } from './board';

type Props = { column: Column; count: number; children: ReactNode; onAdd: (title: string) => void; onChange: (column: Column) => void; onClear?: () => void };

export function ColumnView({ column, count, children, onAdd, onChange, onClear }: Props) {
  const [editing, setEditing] = useState(false);
  const over = column.limit > 0 && count > column.limit;
  return (
    <section className={`column ${column.id}`} data-column={column.id} aria-label={column.name}>
      {editing ? (
        <ColumnForm column={column} onSave={next => { onChange(next); setEditing(false); }} onClose={() => setEditing(false)} />
      ) : (
        <header>
          <h2><button onClick={() => setEditing(true)} title="Name and limit">{column.name}</button></h2>
          <span className={over ? 'count over' : 'count'}>{column.limit ? `${count} of ${column.limit}` : count}{over && ', too many'}</span>
          {onClear && <button className="button quiet" onClick={onClear}>Clear</button>}
        </header>
      )}
      <ul>{children}</ul>
      {count === 0 && <p className="empty">{column.id === 'next' ? 'Write what comes next, then drag it along.' : column.id === 'doing' ? 'Nothing in hand.' : 'Finished cards rest here.'}</p>}
      <AddCard column={column} onAdd={onAdd} />
    </section>
  );
}

function ColumnForm({ column, onSave, onClose }: { column: Column; onSave: (column: Column) => void; onClose: () => void }) {
  const [name, setName] = useState(column.name);
  const [limit, setLimit] = useState(String(column.limit || ''));
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ ...column, name: name.trim() || column.name, limit: Math.min(99, Math.max(0, Math.floor(Number(limit)) || 0)) });
  };
  return (
    <form className="column-form" onSubmit={save} onKeyDown={event => event.key === 'Escape' && onClose()}>
      <input aria-label="Column name" value={name} maxLength={40} autoFocus onChange={event => setName(event.target.value)} />
      <input aria-label="Most cards, empty for no limit" inputMode="numeric" placeholder="limit" value={limit} maxLength={2} onChange={event => setLimit(event.target.value)} />
      <button className="button">Save</button>
    </form>
  );
}

function AddCard({ column, onAdd }: { column: Column; onAdd: (title: string) => void }) {
  const [title, setTitle] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) onAdd(title);
    setTitle('');
  };
  return (
    <form className="add" onSubmit={submit}>
      <input aria-label={`New card in ${column.name}`} placeholder="Add a card" value={title} maxLength={300} onChange={event => setTitle(event.target.value)} />
      {title.trim() && <button className="button primary">Add</button>}
    </form>
  );
}
