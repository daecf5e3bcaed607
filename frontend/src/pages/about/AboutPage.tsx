import { useDeferredValue, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/api/queries';
import type { License } from '@/api/types';
import { Input } from '@/ui/input';
import { LicenseRow } from './LicenseRow';

const groups = [
  ['program', 'Whittle itself'],
  ['library', 'Libraries for apps'],
  ['mirror', 'Libraries that were fetched'],
] as const;

/** What this program is, and the licences of everything inside it. */
export function AboutPage() {
  const state = useQuery(queries.state()).data;
  const licenses = useQuery(queries.licenses()).data;
  const [query, setQuery] = useState('');
  const words = useDeferredValue(query).toLowerCase().split(/\s+/).filter(Boolean);
  if (!state || !licenses) return null;
  const found = licenses.filter((one) => words.every((word) => `${one.name} ${one.license}`.toLowerCase().includes(word)));
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[824px] grid-cols-[minmax(0,1fr)] gap-6 p-5 @min-[700px]:px-8 @min-[700px]:py-7">
        <header className="grid gap-1">
          <h1 className="text-xl font-semibold tracking-tight">About Whittle</h1>
          <p className="text-ink-2">
            Version <span data-selectable>{state.version}</span>. Whittle is under the MIT licence and is made of the work of many others, listed here.
          </p>
        </header>
        <div className="flex flex-wrap items-center gap-3">
          <Input
            type="search"
            aria-label="Find a licence"
            placeholder="Find a package or a licence"
            className="max-w-[320px]"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <span role="status" className="text-sm text-ink-3 tabular-nums">
            {found.length === licenses.length ? `${licenses.length} packages` : `${found.length} of ${licenses.length} packages`}
          </span>
        </div>
        {found.length === 0 && <p className="text-ink-2">Nothing is called that.</p>}
        {groups.map(([from, title]) => (
          <Group key={from} id={from} title={title} licenses={found.filter((one) => one.from === from)} />
        ))}
      </div>
    </main>
  );
}

function Group({ id, title, licenses }: { id: string; title: string; licenses: License[] }) {
  if (licenses.length === 0) return null;
  return (
    <section aria-labelledby={`licenses-${id}`} className="grid gap-2">
      <h2 id={`licenses-${id}`} className="text-md font-semibold">
        {title}
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised shadow-1">
        {licenses.map((license) => (
          <LicenseRow key={`${license.name} ${license.version}`} license={license} />
        ))}
      </ul>
    </section>
  );
}
