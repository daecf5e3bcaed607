import { useState, type FormEvent } from 'react';
import type { Entry } from './entries';
import { readAmount } from './money';

type Props = { entry?: Entry; day: string; categories: string[]; onSave: (entry: Entry) => void; onCancel?: () => void };

export function EntryForm({ entry, day, categories, onSave, onCancel }: Props) {
  const [kind, setKind] = useState<Entry['kind']>(entry?.kind ?? 'out');
  const [amount, setAmount] = useState(entry ? (entry.amount / 100).toFixed(2) : '');
  const [category, setCategory] = useState(entry?.category ?? '');
  const [note, setNote] = useState(entry?.note ?? '');
  const [date, setDate] = useState(entry?.day ?? '');
  const [problem, setProblem] = useState('');

  const save = (event: FormEvent) => {
    event.preventDefault();
    const value = readAmount(amount);
    if (value === null) return setProblem('An amount is a number above zero, such as 12 or 12.50.');
    onSave({ id: entry?.id ?? crypto.randomUUID(), day: date || day, kind, amount: value, category: category.trim() || (kind === 'in' ? 'Income' : 'Other'), note: note.trim() });
    setProblem('');
    setAmount('');
    setNote('');
  };

  return (
    <form className="entry-form" onSubmit={save} onKeyDown={event => event.key === 'Escape' && onCancel?.()} noValidate>
      <fieldset className="kinds">
        <legend className="hidden">Kind</legend>
        <label><input type="radio" name={`kind-${entry?.id ?? 'new'}`} checked={kind === 'out'} onChange={() => setKind('out')} />Spent</label>
        <label><input type="radio" name={`kind-${entry?.id ?? 'new'}`} checked={kind === 'in'} onChange={() => setKind('in')} />Received</label>
      </fieldset>
      <label>Amount<input inputMode="decimal" autoComplete="off" placeholder="0.00" value={amount} maxLength={20} aria-invalid={problem !== ''} aria-describedby="amount-problem" autoFocus={entry !== undefined} onChange={event => setAmount(event.target.value)} /></label>
      <label>Category<input list="categories" placeholder={kind === 'in' ? 'Income' : 'Food'} value={category} maxLength={40} onChange={event => setCategory(event.target.value)} /></label>
      <label className="wide">Note<input placeholder="What for" value={note} maxLength={200} onChange={event => setNote(event.target.value)} /></label>
      <label>Day<input type="date" value={date || day} onChange={event => setDate(event.target.value)} /></label>
      <datalist id="categories">{categories.map(name => <option key={name} value={name} />)}</datalist>
      <div className="buttons">
        <button className="button primary">{entry ? 'Save' : 'Add'}</button>
        {onCancel && <button type="button" className="button" onClick={onCancel}>Cancel</button>}
      </div>
      <p className="problem" id="amount-problem" role="alert">{problem}</p>
    </form>
  );
}
