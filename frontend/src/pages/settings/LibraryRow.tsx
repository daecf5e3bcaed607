import { Globe, Package, Trash2 } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { DELETE, POST, take } from '@/api/client';
import { ago } from '@/api/format';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import { size } from '@/api/size';
import type { KeptLibrary } from '@/api/types';
import { offerUndo } from '@/stores/undo';
import { Button } from '@/ui/button';
import { useMinute } from '@/ui/use-minute';

/** A fetched library: what it is, who uses it, and the way to remove it. */
export function LibraryRow({ library }: { library: KeptLibrary }) {
  const { name, version, address, license, apps } = library;
  const now = useMinute();
  const remove = useRemove(library);
  const Icon = name ? Package : Globe;
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <Icon className="mt-0.5 size-4 flex-none text-ink-3" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere" data-selectable>
          <span className="font-semibold">{name || address}</span> {version}
        </p>
        <p className="text-sm text-ink-3">
          {[size(library.size), license, `used ${ago(library.used_at, now)}`].filter(Boolean).join(', ')}
        </p>
        <p className="text-sm text-ink-2 wrap-anywhere">
          {apps.length === 0 ? 'No app was made with it.' : `For ${apps.map((app) => app.name).join(', ')}`}
        </p>
      </div>
      <Button variant="ghost" size="icon" aria-label={`Remove ${name || address} ${version}`.trim()} title="Remove" onClick={remove}>
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}

function useRemove({ id, name, address }: KeptLibrary): () => void {
  const client = useQueryClient();
  const path = { params: { path: { id } } };
  const change = async (work: Promise<unknown>) => {
    const done = await attempt(work.then(() => true));
    await client.invalidateQueries({ queryKey: queries.libraries().queryKey });
    return done;
  };
  return () => {
    void change(take(DELETE('/api/libraries/{id}', path))).then((done) => {
      if (done) offerUndo(`${name || address} removed.`, () => void change(take(POST('/api/libraries/{id}/undelete', path))));
    });
  };
}
