import { useQuery } from '@tanstack/react-query';
import { size } from '@/api/size';
import { queries } from '@/api/queries';
import type { State } from '@/api/types';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/ui/select';
import { ToggleGroup, ToggleGroupItem } from '@/ui/toggle-group';
import { LibraryRow } from './LibraryRow';
import { Row } from './Row';
import { useChange } from './useChange';

const choices = [
  ['ask', 'Ask each time'],
  ['always', 'Always fetch it'],
  ['never', 'Never'],
] as const;

const limits = [128, 256, 512, 1024, 2048, 4096];

/** What happens when an app needs a library that is not inside Whittle, and those that were fetched. */
export function LibrariesSection({ state }: { state: State }) {
  const change = useChange();
  const { libraries: choice, library_limit: limit } = state.settings;
  return (
    <section aria-labelledby="libraries" className="grid gap-3">
      <h2 id="libraries" className="text-md font-semibold">
        Libraries
      </h2>
      <p className="text-ink-2">
        What most apps use is inside Whittle. Another library is fetched once, checked and kept here, so that its app opens without a network.
      </p>
      <dl className="grid gap-2">
        <Row term="When one is missing">
          <ToggleGroup
            type="single"
            aria-label="When a library is missing"
            value={choice}
            onValueChange={(value) => {
              const chosen = choices.find(([id]) => id === value)?.[0];
              if (chosen) void change({ libraries: chosen });
            }}
          >
            {choices.map(([id, name]) => (
              <ToggleGroupItem key={id} value={id}>
                {name}
              </ToggleGroupItem>
            ))}
          </ToggleGroup>
        </Row>
        <Row term="All together">
          <Select value={String(limit)} onValueChange={(value) => void change({ library_limit: Number(value) })}>
            <SelectTrigger aria-label="How much they may take">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {[...new Set([...limits, limit])]
                .sort((a, b) => a - b)
                .map((mb) => (
                  <SelectItem key={mb} value={String(mb)}>
                    At most {mb < 1024 ? `${mb} MB` : `${mb / 1024} GB`}
                  </SelectItem>
                ))}
            </SelectContent>
          </Select>
        </Row>
      </dl>
      <Kept />
    </section>
  );
}

function Kept() {
  const libraries = useQuery(queries.libraries()).data;
  if (!libraries) return null;
  if (libraries.length === 0) return <p className="text-ink-3">None was fetched yet.</p>;
  const bytes = libraries.reduce((sum, library) => sum + library.size, 0);
  return (
    <div className="grid gap-1.5">
      <p className="text-sm text-ink-3">
        {libraries.length === 1 ? '1 library' : `${libraries.length} libraries`}, {size(bytes)}
      </p>
      <ul aria-label="Fetched libraries" className="divide-y divide-line rounded-lg border border-line bg-raised shadow-1">
        {libraries.map((library) => (
          <LibraryRow key={library.id} library={library} />
        ))}
      </ul>
    </div>
  );
}
