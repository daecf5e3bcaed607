import { useEffect, useRef, useState } from 'react';
import { ask } from './ai';
import { Composer } from './Composer';
import { MessageView } from './MessageView';
import { Prose } from './Prose';
import { asMarkdown, question, readManner, readTalks, reply, styles, titleOf, turnsOf, type Message, type Talk } from './talks';
import { useStored } from './useStored';
import './styles.css';

const openers = ['Help me plan a quiet weekend with two children', 'Explain compound interest with a loaf of bread', 'Make this friendlier: “Your report is late again.”'];
const readText = (value: unknown) => (typeof value === 'string' ? value : '');

type Live = { talk: string; text: string; stop: AbortController };
type Said = { text: string; undo?: () => void };

export default function App() {
  const [talks, setTalks] = useStored('talks', readTalks);
  const [chosen, setChosen] = useStored('talk', readText);
  const [draft, setDraft] = useStored('draft', readText);
  const [manner, setManner] = useStored('manner', readManner);
  const [live, setLive] = useState<Live | null>(null);
  const [said, setSaid] = useState<Said>({ text: '' });
  const talk = talks.find(one => one.id === chosen);
  const messages = talk?.messages ?? [];
  const writing = live?.talk === talk?.id ? live : null;
  const last = messages[messages.length - 1];

  const put = (id: string, asked: Message[]) => setTalks(now => [{ id, messages: asked, at: Date.now() }, ...now.filter(one => one.id !== id)]);
  // A talk that was deleted while the answer was written stays deleted.
  const append = (id: string, message: Message) => setTalks(now => now.map(one => (one.id === id ? { ...one, messages: [...one.messages, message] } : one)));

  /** Asks for an answer to the messages and puts it below them, however it ends. */
  const answer = async (id: string, asked: Message[]) => {
    const stop = new AbortController();
    setLive({ talk: id, text: '', stop });
    put(id, asked);
    const got = await ask(turnsOf(asked, manner), text => setLive({ talk: id, text, stop }), stop.signal);
    setLive(null);
    append(id, reply(got));
  };
  const send = (text: string) => {
    const id = talk?.id ?? crypto.randomUUID();
    setChosen(id);
    setDraft('');
    answer(id, [...messages, question(text.trim())]);
  };
  const again = () => talk && answer(talk.id, last?.role === 'assistant' ? messages.slice(0, -1) : messages);
  const remove = (gone: Talk) => {
    if (live?.talk === gone.id) live.stop.abort();
    setTalks(now => now.filter(one => one.id !== gone.id));
    if (chosen === gone.id) setChosen('');
    setSaid({ text: `“${titleOf(gone)}” deleted.`, undo: () => setTalks(now => [gone, ...now.filter(one => one.id !== gone.id)].sort((a, b) => b.at - a.at)) });
  };
  const copy = (text: string) => navigator.clipboard.writeText(text).then(() => setSaid({ text: 'Copied.' }), () => setSaid({ text: 'The clipboard is closed to this app.' }));

  return (
    <div className="page">
      <aside>
        <header><h1>Companion</h1><button className="button" onClick={() => setChosen('')}>New talk</button></header>
        <nav aria-label="Talks">
          {talks.map(one => (
            <div className="talk" key={one.id}>
              <button aria-current={one === talk ? 'true' : undefined} onClick={() => setChosen(one.id)}>{titleOf(one)}</button>
              <button className="icon" aria-label={`Delete ${titleOf(one)}`} onClick={() => remove(one)}>×</button>
            </div>
          ))}
        </nav>
        <details>
          <summary>Manner: {manner.style}</summary>
          <label>Speaks as<select value={manner.style} onChange={event => setManner({ ...manner, style: event.target.value })}>{Object.keys(styles).map(name => <option key={name}>{name}</option>)}</select></label>
          <label>What it should know about you<textarea rows={3} value={manner.about} maxLength={2000} onChange={event => setManner({ ...manner, about: event.target.value })} /></label>
        </details>
      </aside>
      <main>
        <Scroller follow={messages.length + (writing?.text.length ?? 0)}>
          {messages.length === 0 && !writing && (
            <div className="start">
              <p>Nothing said yet. Every question goes to a model that you connected in Whittle; what it cost stands below the answer.</p>
              {openers.map(text => <button key={text} onClick={() => setDraft(text)}>{text}</button>)}
            </div>
          )}
          <ol className="messages" aria-label="Messages">
            {messages.map(message => <MessageView key={message.id} message={message} onCopy={copy} onAgain={message === last && message.role === 'assistant' && !live ? again : undefined} />)}
            {writing && <li className="theirs writing">{writing.text ? <Prose text={writing.text} /> : <p className="ending">Thinking</p>}</li>}
          </ol>
          {last?.role === 'user' && !live && <p className="unanswered">This has no answer yet. <button className="button" onClick={again}>Ask again</button></p>}
        </Scroller>
        <p className="hidden" role="status">{writing ? spoken(writing.text) : last?.role === 'assistant' ? last.problem || 'Answer complete.' : ''}</p>
        <Composer text={draft} busy={live !== null} onText={setDraft} onSend={() => send(draft)} onStop={() => live?.stop.abort()} />
        {talk && messages.length > 0 && <button className="save" onClick={() => download(`${titleOf(talk).replace(/[^\p{L}\p{N} _-]/gu, '').trim().slice(0, 60) || 'talk'}.md`, asMarkdown(talk))}>Download this talk</button>}
      </main>
      <Notice said={said} onClose={() => setSaid({ text: '' })} />
    </div>
  );
}

/** The last whole sentence, so that a screen reader hears sentences and not pieces of words. */
function spoken(text: string): string {
  const sentences = text.match(/[^.?\n]+[.?\n]/g) ?? [];
  return sentences[sentences.length - 1]?.trim() ?? '';
}

/** Scrolls along with new text while the person is at the end, and leaves them alone where they read. */
function Scroller({ follow, children }: { follow: number; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow]);
  const look = () => {
    if (box.current) atEnd.current = box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight < 60;
  };
  return <div className="scroller" ref={box} onScroll={look} tabIndex={0} role="region" aria-label="Conversation">{children}</div>;
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
  const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
