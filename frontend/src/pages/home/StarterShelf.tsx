import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { StarterCard } from './StarterCard';

type StarterShelfProps = { title?: string; onClose?: (() => void) | undefined; onTaken?: () => Promise<void> };

export function StarterShelf({ title = 'Starters', onClose, onTaken }: StarterShelfProps) {
  const starters = useQuery(queries.starters());
  return (
    <section aria-labelledby="starters">
      <div className="mb-3 flex h-7 items-center gap-2">
        <h2 id="starters" className="text-md font-semibold">
          {title}
        </h2>
        <span className="text-ink-3">No model, no network.</span>
        {onClose && (
          <Button variant="ghost" size="icon-sm" aria-label="Close starters" onClick={onClose} className="ms-auto">
            <X />
          </Button>
        )}
      </div>
      <div className="grid grid-cols-1 gap-2.5 @min-[380px]:grid-cols-2 @min-[620px]:grid-cols-3 @min-[940px]:grid-cols-4">
        {starters.data?.map((starter) => (
          <StarterCard key={starter.id} starter={starter} onTaken={onTaken} />
        ))}
      </div>
    </section>
  );
}
