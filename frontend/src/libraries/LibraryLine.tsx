import { LoaderCircle, X } from 'lucide-react';
import type { Need } from '@/api/types';
import { Button } from '@/ui/button';
import { inWords, missing } from './needs';
import type { FetchOf } from './useFetch';

interface LibraryLineProps {
  needs: Need[];
  work: FetchOf;
  /** Id of a fetch whose failure the person has read already. */
  known: string;
  onHide: () => void;
}

/** A quiet line over an app that runs, but not with everything that its files name. */
export function LibraryLine({ needs, work, known, onHide }: LibraryLineProps) {
  const words = inWords(missing(needs));
  const { fetch } = work;
  const failed = fetch?.state === 'failed' && fetch.id !== known;
  return (
    <div role="status" className="flex min-h-[30px] flex-none items-center gap-2 border-b border-line bg-window ps-3 pe-2 text-sm text-ink-2">
      {fetch?.state === 'running' ? (
        <>
          <LoaderCircle className="size-3.5 flex-none text-ink-3 motion-safe:animate-spin" aria-hidden />
          <span className="min-w-0 truncate">Fetching {fetch.name || words}</span>
          <Button variant="ghost" size="sm" className="ms-auto" onClick={work.cancel}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          <span className="min-w-0 py-1.5">
            {failed ? fetch.message : `The app runs without ${words}, which it also names.`}
          </span>
          <Button variant="ghost" size="sm" className="ms-auto" onClick={() => work.start(true)}>
            {failed ? 'Try again' : 'Get it once'}
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label="Hide" title="Hide" onClick={onHide}>
            <X aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
