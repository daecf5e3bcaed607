import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { App } from '@/api/types';
import { isTyping } from '@/shell/useShortcuts';
import { Button } from '@/ui/button';
import { fieldClass } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { AppRow } from './AppRow';
import { moveFocus } from './useArrowKeys';

const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

export function AllApps({ apps }: { apps: App[] }) {
  const [query, setQuery] = useState('');
  const [now] = useState(() => Date.now());
  const field = useSlash();
  const found = useMemo(() => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const matches = (app: App) => words.every((word) => fold(`${app.name} ${app.description}`).includes(word));
    return [...apps].filter(matches).sort((a, b) => latest(b) - latest(a));
  }, [apps, query]);
  return (
    <section aria-labelledby="all-apps">
      <div className="mb-3 flex items-center gap-2">
        <h2 id="all-apps" className="text-md font-semibold">
          All apps
        </h2>
        <span className="text-ink-3 tabular-nums">{apps.length}</span>
        <div className="relative ms-auto w-52">
          <Search aria-hidden className="pointer-events-none absolute inset-s-2 top-1.5 size-4 text-ink-3" />
          <input
            ref={field}
            type="search"
            aria-label="Search apps"
            placeholder="Search apps"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
            className={`${fieldClass} h-7 ps-8 pe-8`}
          />
          <Kbd className="pointer-events-none absolute inset-e-1.5 top-[5px]">/</Kbd>
        </div>
      </div>
      {found.length === 0 ? (
        <NothingFound query={query} />
      ) : (
        <ul onKeyDown={moveFocus} className="-mx-2 grid grid-cols-1 gap-x-3 @min-[520px]:grid-cols-2 @min-[900px]:grid-cols-3">
          {found.map((app) => (
            <AppRow key={app.id} app={app} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

const latest = (app: App) => Math.max(app.updated_at, app.opened_at);

function NothingFound({ query }: { query: string }) {
  return (
    <p className="flex items-center gap-2 py-2 text-ink-2" role="status">
      Nothing is called {query.trim()}.
      <Button variant="outline" size="sm" asChild>
        <Link to="/" onClick={() => document.querySelector<HTMLTextAreaElement>('textarea[data-composer]')?.focus()}>
          Make it
        </Link>
      </Button>
    </p>
  );
}

/** "/" goes to the search from anywhere on the page. */
function useSlash() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return field;
}
