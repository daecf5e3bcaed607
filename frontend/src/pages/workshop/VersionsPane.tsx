import { useQuery } from '@tanstack/react-query';
import { ago } from '@/api/format';
import { queries } from '@/api/queries';
import type { Version } from '@/api/types';
import { useNow } from '@/chat/useNow';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { NoVersion } from './NoVersion';
import type { PaneProps } from './Pane';

/** Every version of the app, newest first; an older one can be looked at. */
export function VersionsPane({ app, isGone, shown, onVersion }: PaneProps) {
  const versions = useQuery({ ...queries.versions(app?.id ?? ''), enabled: app !== undefined }).data;
  const now = useNow(true);
  if (!app || app.version === 0) return <NoVersion isGone={isGone} />;
  return (
    <div className="mx-auto w-full max-w-[640px] p-5">
      <div className="mb-2.5 flex items-baseline gap-2">
        <h2 className="text-md font-semibold">
          Versions <span className="font-normal text-ink-3 tabular-nums">{app.version}</span>
        </h2>
        <span className="ms-auto text-sm text-ink-3">Nothing is ever overwritten.</span>
      </div>
      <ol>
        {versions?.map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            now={now}
            inUse={version.number === app.version}
            isShown={version.number === shown}
            onOpen={() => onVersion(version.number)}
          />
        ))}
      </ol>
    </div>
  );
}

interface VersionRowProps {
  version: Version;
  now: number;
  inUse: boolean;
  isShown: boolean;
  onOpen: () => void;
}

function VersionRow({ version, now, inUse, isShown, onOpen }: VersionRowProps) {
  return (
    <li
      aria-current={isShown}
      className="relative ms-2 border-s border-line-strong ps-5 pb-4 before:absolute before:-start-[5px] before:top-[11px] before:size-[9px] before:rounded-full before:border before:border-line-control before:bg-surface last:border-transparent aria-[current=true]:before:border-blade aria-[current=true]:before:bg-blade"
    >
      <div className={`rounded-md border px-3 py-2 ${isShown ? 'border-line bg-raised shadow-1' : 'border-transparent'}`}>
        <div className="flex items-center gap-2">
          <h3 className="font-semibold tabular-nums">Version {version.number}</h3>
          {inUse && <Badge variant="blade">in use</Badge>}
          <span className="ms-auto text-sm text-ink-3">{ago(version.created_at, now)}</span>
        </div>
        <div className="flex items-end gap-3">
          <p data-selectable className="line-clamp-3 min-w-0 flex-1 break-words text-ink-2">
            {origin(version)}
          </p>
          {!isShown && (
            <Button variant="outline" size="sm" aria-label={`Open version ${version.number}`} onClick={onOpen}>
              Open
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function origin({ origin: from, prompt }: Version): string {
  if (prompt !== '') return prompt;
  switch (from) {
    case 'starter':
      return 'As it came with Whittle.';
    case 'duplicate':
      return 'Copied from another app.';
    default:
      return 'Changed by hand.';
  }
}
