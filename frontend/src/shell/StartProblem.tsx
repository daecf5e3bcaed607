import { useState } from 'react';
import type { ApiError } from '@/api/errors';
import { keepTicket } from '@/api/host';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { Mark } from './Mark';

/** Shown when the page cannot start: what is wrong and what to do. */
export function StartProblem({ error }: { error: ApiError }) {
  const needsTicket = error.code === 'no_ticket' || error.code === 'unauthorized';
  return (
    <main className="mx-auto grid h-full max-w-md content-center gap-4 p-8">
      <Mark size={32} />
      <h1 className="text-xl font-semibold tracking-tight">Whittle cannot start here yet</h1>
      <p className="text-ink-2">{error.message}</p>
      {needsTicket ? <TicketForm /> : <Button onClick={() => location.reload()}>Try again</Button>}
    </main>
  );
}

function TicketForm() {
  const [text, setText] = useState('');
  const ticket = /(?:ticket=)?([\w-]{8,})\s*$/.exec(text)?.[1];
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ticket) return;
        keepTicket(ticket);
        location.reload();
      }}
    >
      <label htmlFor="ticket">Or paste the address or its ticket</label>
      <div className="flex gap-2">
        <Input id="ticket" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
        <Button type="submit" disabled={!ticket}>
          Open
        </Button>
      </div>
    </form>
  );
}
