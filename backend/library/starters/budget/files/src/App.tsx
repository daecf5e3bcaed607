import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { Categories, readLimits } from './Categories';
import { Donut, Months } from './Charts';
import { asCsv, categoriesOf, dayOf, fromCsv, moveMonth, nameOfMonth, readEntries, slices, sum, type Entry } from './entries';
import { EntryForm } from './EntryForm';
import { currencies, showAmount } from './money';
import { useStored } from './useStored';
import './styles.css';

type Said = { text: string; undo?: () => void };
const readCurrency = (value: unknown) => (currencies.includes(String(value)) ? String(value) : 'EUR');

export default function App() {
  const [entries, setEntries] = useStored('entries', readEntries);
  const [limits, setLimits] = useStored('limits', readLimits);
  const [currency, setCurrency] = useStored('currency', readCurrency);
  const [month, setMonth] = useState(() => dayOf(new Date()).slice(0, 7));
  const [editing, setEditing] = useState('');
  const [said, setSaid] = useState<Said>({ text: '' });

  const own = entries.filter(entry => entry.day.startsWith(month)).sort((a, b) => b.day.localeCompare(a.day));
  const parts = slices(entries, own);
  const today = useToday();
  const newDay = today.startsWith(month) ? today : `${month}-01`;
  const left = sum(own, 'in') - sum(own, 'out');

  const add = (entry: Entry) => {
    setEntries(now => [...now, entry]);
    setMonth(entry.day.slice(0, 7));
    setSaid({ text: `${showAmount(entry.amount, currency)} for ${entry.category} added.` });
  };
  const save = (entry: Entry) => {
    setEntries(now => now.map(one => (one.id === entry.id ? entry : one)));
    setEditing('');
  };
  const remove = (entry: Entry) => {
    setEntries(now => now.filter(one => one.id !== entry.id));
    setSaid({ text: `${showAmount(entry.amount, currency)} for ${entry.category} deleted.`, undo: () => setEntries(now => [...now, entry]) });
  };
  const importFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    const read = fromCsv(await file.text());
    const ids = new Set(read.entries.map(entry => entry.id));
    if (read.entries.length === 0) return setSaid({ text: 'Nothing in this file was understood. Lines look like 2026-11-22,out,12.50,Food,Lunch.' });
    setEntries(now => [...now, ...read.entries]);
    setSaid({ text: `${read.entries.length} entries read${read.skipped ? `, ${read.skipped} lines not understood` : ''}.`, undo: () => setEntries(now => now.filter(entry => !ids.has(entry.id))) });
  };

  return (
    <div className="page">
      <header>
        <h1>{nameOfMonth(month)}</h1>
        <div className="turn">
          <button className="button" aria-label="Month before" onClick={() => setMonth(moveMonth(month, -1))}>‹</button>
          <button className="button" onClick={() => setMonth(today.slice(0, 7))}>This month</button>
          <button className="button" aria-label="Month after" onClick={() => setMonth(moveMonth(month, 1))}>›</button>
        </div>
        <dl>
          <div><dt>In</dt><dd>{showAmount(sum(own, 'in'), currency)}</dd></div>
          <div><dt>Out</dt><dd>{showAmount(sum(own, 'out'), currency)}</dd></div>
          <div className="left"><dt>{left < 0 ? 'Short' : 'Left'}</dt><dd className={left < 0 ? 'over' : ''}>{showAmount(left, currency)}</dd></div>
        </dl>
      </header>
      <main>
        <section className="card add" aria-label="New entry"><EntryForm key={newDay} day={newDay} categories={categoriesOf(entries)} onSave={add} /></section>
        <section className="card" aria-label="Entries">
          <h2>Entries</h2>
          {own.length === 0 && <p className="empty">{entries.length === 0 ? 'Nothing written down yet. Add what you spent today; the chart draws itself.' : `Nothing in ${nameOfMonth(month)}.`}</p>}
          <ul className="entries">
            {own.map((entry, index) => (
              <li key={entry.id}>
                {editing === entry.id ? (
                  <EntryForm entry={entry} day={entry.day} categories={categoriesOf(entries)} onSave={save} onCancel={() => setEditing('')} />
                ) : (
                  <div className="entry">
                    <time dateTime={entry.day}>{index === 0 || own[index - 1].day !== entry.day ? new Date(`${entry.day}T12:00`).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' }) : ''}</time>
                    <button className="what" onClick={() => setEditing(entry.id)}><b>{entry.note || entry.category}</b>{entry.note && <span> {entry.category}</span>}</button>
                    <span className={entry.kind === 'in' ? 'amount in' : 'amount'}>{entry.kind === 'in' && '+'}{showAmount(entry.amount, currency)}</span>
                    <button className="icon" aria-label={`Delete ${entry.note || entry.category}, ${showAmount(entry.amount, currency)}`} onClick={() => remove(entry)}>×</button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      </main>
      <aside aria-label="Charts">
        {parts.length > 0 && (
          <section className="card spent" aria-label="Spending">
            <Donut slices={parts} currency={currency} />
            <Categories slices={parts} limits={limits} currency={currency} onLimit={(category, limit) => setLimits(now => readLimits({ ...now, [category]: limit }))} />
          </section>
        )}
        <section className="card" aria-label="Months">
          <h2>Six months <span className="legend"><i className="in" />in <i className="out" />out</span></h2>
          <Months entries={entries} month={month} currency={currency} onChoose={setMonth} />
        </section>
        <div className="tools">
          <label>Currency <select value={currency} onChange={event => setCurrency(event.target.value)}>{currencies.map(code => <option key={code}>{code}</option>)}</select></label>
          <label className="button file">Read a CSV<input type="file" accept=".csv,text/csv" onChange={importFile} /></label>
          {entries.length > 0 && <button className="button" onClick={() => download('budget.csv', asCsv(entries))}>Download as CSV</button>}
        </div>
      </aside>
      <Notice said={said} onClose={() => setSaid({ text: '' })} />
    </div>
  );
}

/** Today, also after midnight has passed with the app open. */
function useToday() {
  const [today, setToday] = useState(() => dayOf(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setToday(dayOf(new Date())), 20_000);
    return () => clearInterval(timer);
  }, []);
  return today;
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

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
