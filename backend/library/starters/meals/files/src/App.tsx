import { useEffect, useRef, useState } from 'react';
import { Dishes } from './Dishes';
import { clearWeek, dishCalled, likeLastWeek, readDishes, readLines, readPlan, sampleDishes, shopping, slotKey, slots, type Dish } from './kitchen';
import { ShoppingList } from './ShoppingList';
import { useStored } from './useStored';
import { addDays, mondayOf, nameOfWeek, noonOf, useToday, weekFrom, type Day } from './week';
import './styles.css';

type Said = { text: string; undo?: () => void };

export default function App() {
  const today = useToday();
  const [plan, setPlan] = useStored('plan', readPlan);
  const [dishes, setDishes] = useStored('dishes', readDishes);
  const [extras, setExtras] = useStored('extras', readLines);
  const [ticked, setTicked] = useStored('ticked', readLines);
  const [weeks, setWeeks] = useState(0); // from this week on, so that a new week comes by itself
  const [said, setSaid] = useState<Said>({ text: '' });

  const monday = addDays(mondayOf(today), weeks * 7);
  const planned = weekFrom(monday).some(day => slots.some(slot => plan[slotKey(day, slot)]));
  const items = shopping(plan, dishes, monday).map(item => ({ ...item, key: `${monday}|${item.key}` }));

  const tick = (key: string) => setTicked(now => (now.includes(key) ? now.filter(one => one !== key) : [...now, key]));
  const saveDish = (dish: Dish) => setDishes(now => (now.some(one => one.id === dish.id) ? now.map(one => (one.id === dish.id ? dish : one)) : [...now, dish].sort((a, b) => a.name.localeCompare(b.name))));
  const deleteDish = (dish: Dish) => {
    setDishes(now => now.filter(one => one.id !== dish.id));
    setSaid({ text: `${dish.name} deleted.`, undo: () => saveDish(dish) });
  };
  const removeExtra = (text: string) => {
    setExtras(now => now.filter(one => one !== text));
    setSaid({ text: `${text} taken off the list.`, undo: () => setExtras(now => [...now, text]) });
  };
  const fill = () => {
    const filled = likeLastWeek(plan, monday);
    const before = plan;
    const count = Object.keys(filled).filter(key => filled[key] && !plan[key]).length;
    setPlan(filled);
    setSaid(count ? { text: `${count} ${count === 1 ? 'meal' : 'meals'} taken from the week before.`, undo: () => setPlan(before) } : { text: 'The week before has nothing to take over.' });
  };
  const clear = () => {
    setPlan(clearWeek(plan, monday));
    setSaid({ text: 'Week cleared.', undo: () => setPlan(now => ({ ...plan, ...now })) });
  };
  const copy = (text: string) => navigator.clipboard.writeText(text).then(() => setSaid({ text: 'List copied.' }), () => setSaid({ text: 'The clipboard is closed to this app.' }));

  return (
    <div className="page">
      <header className="top">
        <h1>Meal Planner</h1>
        <p>{nameOfWeek(monday)}</p>
        <div className="row">
          <button className="button" aria-label="Week before" onClick={() => setWeeks(weeks - 1)}>‹</button>
          <button className="button" onClick={() => setWeeks(0)}>This week</button>
          <button className="button" aria-label="Week after" onClick={() => setWeeks(weeks + 1)}>›</button>
        </div>
      </header>
      <main>
        <div className="days">
          {weekFrom(monday).map(day => <DayCard key={day} day={day} isToday={day === today} plan={plan} dishes={dishes} onChange={(key, text) => setPlan(now => ({ ...now, [key]: text }))} />)}
        </div>
        <datalist id="dishes">{dishes.map(dish => <option key={dish.id} value={dish.name} />)}</datalist>
        <div className="row week-tools">
          <button className="button" onClick={fill}>Fill like the week before</button>
          {planned && <button className="button" onClick={clear}>Clear the week</button>}
        </div>
        <Dishes dishes={dishes} onSave={saveDish} onDelete={deleteDish} onSample={() => setDishes(sampleDishes())} />
      </main>
      <ShoppingList items={items} extras={extras} ticked={ticked} onTick={tick} onAdd={text => setExtras(now => (now.includes(text) ? now : [...now, text]))} onRemove={removeExtra} onCopy={copy} />
      <Notice said={said} onClose={() => setSaid({ text: '' })} />
    </div>
  );
}

function DayCard({ day, isToday, plan, dishes, onChange }: { day: Day; isToday: boolean; plan: Record<string, string>; dishes: Dish[]; onChange: (key: string, text: string) => void }) {
  const date = noonOf(day);
  const name = date.toLocaleDateString('en-GB', { weekday: 'long' });
  return (
    <section className={isToday ? 'day today' : 'day'} aria-label={`${name} ${date.getDate()}${isToday ? ', today' : ''}`}>
      <h2>{name} <span>{date.getDate()}</span></h2>
      {slots.map(slot => {
        const key = slotKey(day, slot);
        const text = plan[key] ?? '';
        return (
          <label key={slot} className={dishCalled(dishes, text) ? 'slot known' : 'slot'}>
            {slot}
            <input aria-label={`${slot} on ${name}`} list="dishes" value={text} maxLength={80} onChange={event => onChange(key, event.target.value)} />
          </label>
        );
      })}
    </section>
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
