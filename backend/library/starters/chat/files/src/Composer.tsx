import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';

type Props = { text: string; busy: boolean; onText: (text: string) => void; onSend: () => void; onStop: () => void };

export function Composer({ text, busy, onText, onSend, onStop }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight + 2}px`;
  }, [text]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) onStop();
    else if (text.trim()) onSend();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.target !== field.current) return;
    event.preventDefault();
    if (!busy && text.trim()) onSend();
  };
  return (
    <form className="composer" onSubmit={send} onKeyDown={press}>
      <textarea ref={field} rows={1} aria-label="Message" placeholder="Say something" value={text} maxLength={20_000} onChange={event => onText(event.target.value)} />
      <button className={busy ? 'send stop' : 'send'} disabled={!busy && !text.trim()}>{busy ? 'Stop' : 'Send'}</button>
    </form>
  );
}
