import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { App } from '@/api/types';
import { isTyping } from '@/shell/useShortcuts';
import { Button } from '@/ui/button';
import { fieldClass } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { AppGrid } from './AppGrid';
import { latest } from './AppRow';

const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

type AllAppsProps = { apps: App[]; /** Begins a prompt for what was not found. */ onMake: (name: string) => void };

export function AllApps({ apps, onMake }: AllAppsProps) {
  const [query, setQuery] = useState('');
  const field = useSlash();
  const found = useMemo(() => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const matches = (app: App) => words.every((word) => fold(`${app.name} ${app.description}`).includes(word));
    return apps.filter(matches).sort((a, b) => latest(b) - latest(a));
  }, [apps, query]);
  return (
    <section aria-labelledby="all-apps">
      <div className="mb-2.5 flex items-center gap-2">
        <h2 id="all-apps" className="text-md font-semibold">
          All apps
        </h2>
        <span className="text-ink-3 tabular-nums">{apps.length}</span>
        <div className="relative ms-auto w-52 @max-[720px]:w-40">
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
      {found.length === 0 ? <NothingFound onMake={() => onMake(query.trim())} /> : <AppGrid apps={found} />}
    </section>
  );
}

function NothingFound({ onMake }: { onMake: () => void }) {
  return (
    <p className="flex items-center gap-2 py-2 text-ink-2" role="status">
      Nothing is called that.
      <Button variant="outline" size="sm" onClick={onMake}>
        Make it
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
