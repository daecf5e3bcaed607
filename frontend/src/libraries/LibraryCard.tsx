import { useState } from 'react';
import { CloudDownload, LoaderCircle, Package } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { size } from '@/api/size';
import type { Fetch, Need, Settings } from '@/api/types';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';
import { inWords, missing, share, type Missing } from './needs';
import type { FetchOf } from './useFetch';

interface LibraryCardProps {
  appName: string;
  needs: Need[];
  work: FetchOf;
  choice: Settings['libraries'];
  onOpenWithout: () => void;
}

/** Stands in the place of an app that cannot start without a library, until it is fetched or the app opens without it. */
export function LibraryCard({ appName, needs, work, choice, onOpenWithout }: LibraryCardProps) {
  const all = missing(needs);
  const { fetch } = work;
  const one = all.length === 1;
  const isRunning = fetch?.state === 'running';
  return (
    <div className="grid min-h-0 flex-1 place-content-center overflow-y-auto p-6">
      <section aria-labelledby="missing-libraries" className="w-[min(440px,calc(100cqw-48px))] max-w-[440px] rounded-lg border border-line bg-raised p-5 shadow-1">
        <h2 id="missing-libraries" className="text-md font-semibold wrap-anywhere">
          {appName} needs {inWords(all)}
        </h2>
        <p className="mt-1 text-ink-2">
          {one
            ? 'It is not inside Whittle. Fetched once and checked, it is kept here, and the app opens without a network from then on.'
            : 'They are not inside Whittle. Fetched once and checked, they are kept here, and the app opens without a network from then on.'}
        </p>
        <Names all={all} />
        {isRunning ? (
          <Running fetch={fetch} onCancel={work.cancel} />
        ) : (
          <>
            {fetch?.state === 'failed' && (
              <p role="alert" className="mt-4 rounded-sm bg-bad-soft px-3 py-2 text-bad-text wrap-anywhere">
                {fetch.message}
              </p>
            )}
            <div className="mt-4 flex flex-wrap items-center gap-2">
              {choice === 'never' ? (
                <Button variant="outline" asChild>
                  <Link to="/settings">Settings say never</Link>
                </Button>
              ) : (
                <Button onClick={() => work.start(false)}>
                  <CloudDownload aria-hidden />
                  {fetch?.state === 'failed' ? 'Try again' : one ? 'Get it once' : 'Get them once'}
                  {fetch && fetch.of === 1 && fetch.total > 0 && <span className="font-normal tabular-nums">({size(fetch.total)})</span>}
                </Button>
              )}
              <Button variant="ghost" onClick={onOpenWithout}>
                {one ? 'Open without it' : 'Open without them'}
              </Button>
            </div>
          </>
        )}
      </section>
    </div>
  );
}

const few = 4;

/** What is missing; of a long list the beginning, and the rest on demand. */
function Names({ all }: { all: Missing[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || all.length <= few + 1 ? all : all.slice(0, few);
  return (
    <>
      <ul className="mt-3 grid max-h-60 gap-1 overflow-y-auto" aria-label="Missing libraries" tabIndex={isWhole ? 0 : undefined}>
        {shown.map(({ name, asked, from }) => (
          <li key={`${name} ${asked} ${from}`} className="flex items-center gap-2">
            <Package className="size-4 flex-none text-ink-3" aria-hidden />
            <code className="min-w-0 truncate font-mono text-sm">{name}</code>
            {asked && <span className="flex-none text-sm text-ink-3">{asked}</span>}
            <span className="ms-auto min-w-0 truncate text-sm text-ink-3">from {from}</span>
          </li>
        ))}
      </ul>
      {shown.length < all.length && (
        <Button variant="link" className="mt-1 text-sm" onClick={() => setWhole(true)}>
          Show {all.length - shown.length} more
        </Button>
      )}
    </>
  );
}

/** How far a fetch is, in words and as a bar. */
function Running({ fetch, onCancel }: { fetch: Fetch; onCancel: () => void }) {
  return (
    <div className="mt-4 grid gap-2">
      <Progress value={share(fetch)} aria-label="Fetched" />
      <div className="flex items-center gap-2">
        <LoaderCircle className="size-3.5 flex-none text-ink-3 motion-safe:animate-spin" aria-hidden />
        <span role="status" className="min-w-0 truncate text-sm text-ink-2">
          Fetching {fetch.name || 'it'}
        </span>
        {fetch.of > 1 && (
          <span className="flex-none text-sm text-ink-3 tabular-nums">
            {fetch.done + 1} of {fetch.of}
          </span>
        )}
        {fetch.total > 0 && (
          <span className="flex-none text-sm text-ink-3 tabular-nums">
            {size(fetch.received)} of {size(fetch.total)}
          </span>
        )}
        <Button variant="outline" size="sm" className="ms-auto" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
