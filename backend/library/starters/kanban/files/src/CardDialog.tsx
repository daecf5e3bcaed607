import { useEffect, useRef, useState, type FormEvent } from 'react';
import { colors, type Card, type Column } from './board';

type Props = { card: Card; columns: Column[]; onSave: (card: Card) => void; onDelete: () => void; onClose: () => void };

export function CardDialog({ card, columns, onSave, onDelete, onClose }: Props) {
  const [draft, setDraft] = useState(card);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ ...draft, title: draft.title.trim() || card.title });
  };
  return (
    <dialog ref={dialog} onClose={onClose} aria-label="Card">
      <form onSubmit={save}>
        <label>Title<input value={draft.title} maxLength={300} autoFocus onChange={event => setDraft({ ...draft, title: event.target.value })} /></label>
        <label>Note<textarea rows={6} value={draft.note} maxLength={10_000} onChange={event => setDraft({ ...draft, note: event.target.value })} /></label>
        <label>Column<select value={draft.column} onChange={event => setDraft({ ...draft, column: event.target.value })}>{columns.map(column => <option key={column.id} value={column.id}>{column.name}</option>)}</select></label>
        <fieldset>
          <legend>Colour</legend>
          {colors.map((name, index) => (
            <input key={name} type="radio" name="color" className={`swatch p${index}`} aria-label={name} checked={draft.color === index} onChange={() => setDraft({ ...draft, color: index })} />
          ))}
        </fieldset>
        <div className="row">
          <button className="button primary">Save</button>
          <button className="button" type="button" onClick={onClose}>Cancel</button>
          <button className="button quiet" type="button" onClick={onDelete}>Delete</button>
        </div>
      </form>
    </dialog>
  );
}
