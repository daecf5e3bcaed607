import { useState, type FormEvent } from 'react';
import type { Dish } from './kitchen';

type Props = { dishes: Dish[]; onSave: (dish: Dish) => void; onDelete: (dish: Dish) => void; onSample: () => void };

export function Dishes({ dishes, onSave, onDelete, onSample }: Props) {
  const [editing, setEditing] = useState<Dish | null>(null);
  const save = (dish: Dish) => {
    onSave(dish);
    setEditing(null);
  };
  return (
    <section className="dishes" aria-label="Dishes">
      <header>
        <h2>Dishes</h2>
        <button className="button" onClick={() => setEditing({ id: crypto.randomUUID(), name: '', ingredients: '' })}>New dish</button>
      </header>
      {editing && <DishForm key={editing.id} dish={editing} onSave={save} onClose={() => setEditing(null)} />}
      {dishes.length === 0 && !editing && (
        <p className="empty">No dishes yet. A dish is a name and what it needs; write its name into the week and its things go on the list. <button className="button" onClick={onSample}>Take five to begin with</button></p>
      )}
      <ul>
        {dishes.map(dish => (
          <li key={dish.id}>
            <button className="dish" onClick={() => setEditing(dish)}><b>{dish.name}</b><span>{dish.ingredients.split('\n').filter(Boolean).join(', ') || 'nothing to buy'}</span></button>
            <button className="icon" aria-label={`Delete ${dish.name}`} onClick={() => onDelete(dish)}>×</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DishForm({ dish, onSave, onClose }: { dish: Dish; onSave: (dish: Dish) => void; onClose: () => void }) {
  const [name, setName] = useState(dish.name);
  const [ingredients, setIngredients] = useState(dish.ingredients);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave({ ...dish, name: name.trim(), ingredients: ingredients.trim() });
  };
  return (
    <form className="dish-form" onSubmit={save} onKeyDown={event => event.key === 'Escape' && onClose()}>
      <label>Name<input value={name} maxLength={80} autoFocus onChange={event => setName(event.target.value)} /></label>
      <label>What it needs, one thing a line<textarea rows={6} value={ingredients} maxLength={5000} placeholder={'300 g red lentils\n2 onions'} onChange={event => setIngredients(event.target.value)} /></label>
      <div className="row"><button className="button primary" disabled={!name.trim()}>Save</button><button className="button" type="button" onClick={onClose}>Cancel</button></div>
    </form>
  );
}
