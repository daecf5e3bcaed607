import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { StarterCard } from './StarterCard';

const OFFERED = 3;

/** What a prompt gets when there is no model to read it: the nearest starters, and the way to a model. */
export function NoModel({ prompt, onClose }: { prompt: string; onClose: () => void }) {
  const nearest = useQuery(queries.nearest(prompt));
  return (
    <section aria-label="No model is connected" role="status" className="grid animate-appear gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex items-start gap-3">
        <p className="min-w-0 flex-1">
          <strong>No model was used, because none is connected.</strong> Your prompt is kept. These starters come nearest.
        </p>
        <Button size="sm" asChild>
          <Link to="/settings">Connect a model</Link>
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="grid grid-cols-1 gap-2.5 @min-[560px]:grid-cols-3">
        {nearest.data?.slice(0, OFFERED).map((starter) => (
          <StarterCard key={starter.id} starter={starter} />
        ))}
      </div>
    </section>
  );
}
