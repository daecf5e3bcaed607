import { useEffect, useRef, useState, type ClipboardEvent, type FormEvent } from 'react';
import { noonOf, useToday } from './dates';
import { asText, group, newTask, readTasks, tagsOf, type Task } from './tasks';
import { TaskRow } from './TaskRow';
import { useStored } from './useStored';
import './styles.css';

const views = ['Today', 'All', 'Done'] as const;
const readView = (value: unknown) => (typeof value === 'string' ? value : 'All');

export default function App() {
  const today = useToday();
  const [tasks, setTasks] = useStored('tasks', readTasks);
  const [view, setView] = useStored('view', readView);
  const [removed, setRemoved] = useState<Task[]>([]);
  const [said, setSaid] = useState('');
  const adder = useRef<HTMLInputElement>(null);

  const tags = [...new Set(tasks.flatMap(task => (task.doneAt ? [] : tagsOf(task.title))))].sort();
  const current = tags.includes(view) || views.some(name => name === view) ? view : 'All';
  const open = tasks.filter(task => !task.doneAt);
  const dueToday = open.filter(task => task.due && task.due <= today);
  const doneToday = tasks.filter(task => task.doneAt >= noonOf(today).setHours(0, 0, 0, 0));
  const done = tasks.filter(task => task.doneAt).sort((a, b) => b.doneAt - a.doneAt);
  const shown = current === 'Today' ? dueToday : current.startsWith('#') ? open.filter(task => tagsOf(task.title).includes(current)) : open;

  const say = (text: string) => { setRemoved([]); setSaid(text); };
  const add = (lines: string[]) => {
    const fallback = current === 'Today' ? today : '';
    const suffix = current.startsWith('#') ? ` ${current}` : '';
    const fresh = lines.map(line => newTask(line, today, fallback)).map(task => ({ ...task, title: tagsOf(task.title).includes(current) ? task.title : task.title + suffix }));
    setTasks(now => [...now, ...fresh]);
    say(fresh.length === 1 ? `Added ${fresh[0].title}.` : `Added ${fresh.length} tasks.`);
  };
  const change = (id: string, part: Partial<Task>) => setTasks(now => now.map(task => (task.id === id ? { ...task, ...part } : task)));
  const remove = (gone: Task[]) => {
    setTasks(now => now.filter(task => !gone.some(one => one.id === task.id)));
    setRemoved(gone);
    setSaid(gone.length === 1 ? `“${gone[0].title}” deleted.` : `${gone.length} tasks deleted.`);
    adder.current?.focus();
  };
  const undo = () => { setTasks(now => [...now, ...removed]); say('Back again.'); };

  return (
    <div className="page">
      <aside>
        <h1 className="calendar">
          <span>{noonOf(today).toLocaleDateString('en-GB', { weekday: 'long' })}</span>
          <b>{noonOf(today).getDate()}</b>
          <span>{noonOf(today).toLocaleDateString('en-GB', { month: 'long', year: 'numeric' })}</span>
        </h1>
        <Progress done={doneToday.length} left={dueToday.length} />
        <nav aria-label="Lists">
          <ViewButton name="Today" count={dueToday.length} current={current} onChoose={setView} />
          <ViewButton name="All" count={open.length} current={current} onChoose={setView} />
          <ViewButton name="Done" count={done.length} current={current} onChoose={setView} />
          {tags.map(tag => (
            <ViewButton key={tag} name={tag} count={open.filter(task => tagsOf(task.title).includes(tag)).length} current={current} onChoose={setView} />
          ))}
        </nav>
      </aside>
      <main>
        <Adder field={adder} onAdd={add} />
        {current === 'Done' ? (
          <section aria-label="Done">
            <header>
              <h2>Done</h2>
              {done.length > 0 && <button className="button quiet" onClick={() => remove(done)}>Clear all</button>}
            </header>
            {done.length === 0 && <p className="empty">Nothing is done yet. Tick a task and it moves here.</p>}
            <ul>{done.map(task => <TaskRow key={task.id} task={task} today={today} onChange={part => change(task.id, part)} onDelete={() => remove([task])} />)}</ul>
          </section>
        ) : (
          group(shown, today).map(one => (
            <section key={one.name} aria-label={one.name}>
              <header><h2 className={one.late ? 'late' : ''}>{one.name}</h2><span>{one.tasks.length}</span></header>
              <ul>{one.tasks.map(task => <TaskRow key={task.id} task={task} today={today} onChange={part => change(task.id, part)} onDelete={() => remove([task])} />)}</ul>
            </section>
          ))
        )}
        {current !== 'Done' && shown.length === 0 && <Empty any={tasks.length > 0} />}
        {tasks.length > 0 && (
          <footer>
            <button className="button quiet" onClick={() => navigator.clipboard.writeText(asText(tasks)).then(() => say('Copied as text.'), () => say('The clipboard is closed to this app.'))}>Copy all as text</button>
          </footer>
        )}
      </main>
      <Notice text={said} onUndo={removed.length > 0 ? undo : undefined} onClose={() => say('')} />
    </div>
  );
}

function ViewButton({ name, count, current, onChoose }: { name: string; count: number; current: string; onChoose: (name: string) => void }) {
  return (
    <button aria-current={name === current ? 'true' : undefined} onClick={() => onChoose(name)}>
      <span>{name}</span><span className="count">{count}</span>
    </button>
  );
}

function Progress({ done, left }: { done: number; left: number }) {
  const words = done + left === 0 ? 'Nothing is due today' : left === 0 ? `All ${done} done today` : `${done} of ${done + left} done today`;
  return (
    <div className="progress">
      <progress max={Math.max(1, done + left)} value={done} aria-label="Done today" />
      <span>{words}</span>
    </div>
  );
}

function Adder({ field, onAdd }: { field: React.RefObject<HTMLInputElement | null>; onAdd: (lines: string[]) => void }) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onAdd([text]);
    setText('');
  };
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/\r?\n/).map(line => line.replace(/^\s*[-*•]\s*(\[.\]\s*)?/, '').trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    onAdd(lines.slice(0, 500));
  };
  return (
    <form className="adder" onSubmit={submit}>
      <input ref={field} aria-label="New task" aria-describedby="hint" placeholder="What needs doing?" value={text} onChange={event => setText(event.target.value)} onPaste={paste} />
      <button className="button primary">Add</button>
      <p id="hint">A day at the end is understood: <i>tomorrow, Friday, 3 Dec, in 10 days.</i> Use <i>#words</i> to make lists. Several pasted lines become several tasks.</p>
    </form>
  );
}

function Empty({ any }: { any: boolean }) {
  return <p className="empty">{any ? 'Nothing here now. The day is yours.' : 'No tasks yet. Write the first one above, for instance “Call the dentist tomorrow #health”.'}</p>;
}

function Notice({ text, onUndo, onClose }: { text: string; onUndo?: () => void; onClose: () => void }) {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const timer = setTimeout(() => close.current(), 10_000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="notice" role="status" data-open={text !== ''}>
      <span>{text}</span>
      {onUndo && <button className="button" onClick={onUndo}>Undo</button>}
    </div>
  );
}
