import { useState, type FormEvent } from 'react';
import type { Item } from './kitchen';

type Props = { items: Item[]; extras: string[]; ticked: string[]; onTick: (key: string) => void; onAdd: (text: string) => void; onRemove: (text: string) => void; onCopy: (text: string) => void };

export function ShoppingList({ items, extras, ticked, onTick, onAdd, onRemove, onCopy }: Props) {
  const [text, setText] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onAdd(text.trim());
    setText('');
  };
  const all = [...items, ...extras.map(extra => ({ key: `extra|${extra}`, text: extra, from: [] as string[] }))];
  const open = all.filter(item => !ticked.includes(item.key));
  return (
    <section className="shopping" aria-label="Shopping list">
      <header><h2>Shopping</h2><span>{all.length > 0 && `${open.length} of ${all.length} to buy`}</span></header>
      {all.length === 0 && <p className="empty">What the week’s dishes need gathers here.</p>}
      <ul>
        {all.map(item => (
          <li key={item.key}>
            <label><input type="checkbox" checked={ticked.includes(item.key)} onChange={() => onTick(item.key)} /><span>{item.text}{item.from.length > 0 && <small>{item.from.join(', ')}</small>}</span></label>
            {item.key.startsWith('extra|') && <button className="icon" aria-label={`Delete ${item.text}`} onClick={() => onRemove(item.text)}>×</button>}
          </li>
        ))}
      </ul>
      <form className="row" onSubmit={add}>
        <input aria-label="Something else to buy" placeholder="Something else" value={text} maxLength={120} onChange={event => setText(event.target.value)} />
        <button className="button">Add</button>
      </form>
      {open.length > 0 && <button className="button wide" onClick={() => onCopy(`${open.map(item => `- ${item.text}`).join('\n')}\n`)}>Copy what is left to buy</button>}
    </section>
  );
}
