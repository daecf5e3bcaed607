import { ExternalLink } from 'lucide-react';
import { useId, useState } from 'react';
import { openExternal } from '@/api/host';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { useConnect } from './useConnect';

const KEYS_PAGE = 'https://openrouter.ai/settings/keys';

export function ConnectOpenRouter({ onConnected }: { onConnected: () => Promise<void> | void }) {
  const [key, setKey] = useState('');
  const { connect, busy, error } = useConnect(onConnected);
  const field = useId();
  return (
    <section aria-labelledby={`${field}-title`} className="rounded-lg border border-line bg-raised p-4.5 shadow-1">
      <h2 id={`${field}-title`} className="text-md font-semibold">
        Connect OpenRouter
      </h2>
      <p className="mt-0.5 text-ink-2">Any large model, paid per use. A small app costs 2 to 5 cents.</p>
      <form
        className="mt-3 grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void connect({ kind: 'openrouter', key: key.trim() }).then((done) => done && setKey(''));
        }}
      >
        <div className="flex gap-2">
          <Input
            id={field}
            type="password"
            aria-label="OpenRouter key"
            placeholder="Paste a key, it starts with sk-or-"
            autoComplete="off"
            spellCheck={false}
            value={key}
            aria-invalid={error !== ''}
            aria-describedby={`${field}-error`}
            onChange={(event) => setKey(event.target.value)}
            className="h-8"
          />
          <Button type="submit" size="lg" disabled={!key.trim() || busy}>
            {busy ? 'Testing' : 'Connect'}
          </Button>
        </div>
        <p id={`${field}-error`} role="alert" className="text-bad-text empty:hidden" data-selectable>
          {error}
        </p>
        <p className="text-sm text-ink-3">
          The key is tested at once and kept only when it works.{' '}
          <Button variant="link" size="sm" className="h-auto" onClick={() => void openExternal(KEYS_PAGE)}>
            Get a key
            <ExternalLink />
          </Button>
        </p>
      </form>
    </section>
  );
}
