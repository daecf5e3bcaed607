import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { useConnect } from './useConnect';

export function UseLocalModel({ onConnected }: { onConnected: () => Promise<void> | void }) {
  const found = useQuery(queries.localServers());
  const [address, setAddress] = useState('');
  const { connect, busy, error } = useConnect(onConnected);
  const field = useId();
  const use = (base_url: string) => void connect({ kind: 'openai', base_url });
  return (
    <section aria-labelledby={`${field}-title`} className="rounded-lg border border-line bg-raised p-4.5 shadow-1">
      <h2 id={`${field}-title`} className="text-md font-semibold">
        Use a model on this computer
      </h2>
      <p className="mt-0.5 text-ink-2">Free, works offline, slower. Nothing leaves this computer.</p>
      <ul className="mt-3 grid gap-2 empty:hidden">
        {found.data?.map((server) => (
          <li key={server.base_url} className="flex items-center gap-2">
            <span aria-hidden className="size-[7px] rounded-full bg-ok" />
            {server.name} <span className="text-ink-3">{server.models} models</span>
            <Button variant="outline" className="ms-auto" disabled={busy} onClick={() => use(server.base_url)}>
              Use {server.name}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="mt-3 grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          use(address.trim());
        }}
      >
        <div className="flex gap-2">
          <Input
            id={field}
            aria-label="Address of the server"
            placeholder="http://127.0.0.1:11434/v1"
            autoComplete="off"
            spellCheck={false}
            value={address}
            aria-invalid={error !== ''}
            aria-describedby={`${field}-error`}
            onChange={(event) => setAddress(event.target.value)}
            className="h-8"
          />
          <Button type="submit" variant="outline" size="lg" disabled={!address.trim() || busy}>
            {busy ? 'Testing' : 'Use it'}
          </Button>
        </div>
        <p id={`${field}-error`} role="alert" className="text-bad-text empty:hidden" data-selectable>
          {error}
        </p>
      </form>
    </section>
  );
}
