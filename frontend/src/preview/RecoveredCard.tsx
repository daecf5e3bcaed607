import { MessageSquare, Play } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import type { Recovered } from '@/api/host';
import { Button } from '@/ui/button';

interface RecoveredCardProps {
  app: { id: string; name: string };
  reason: Recovered['reason'];
  onRun: () => void;
  /** Whether to offer the chat; not when the person is there already. */
  withEdit: boolean;
}

/** Stands in the place of an app that took the window down, until the person runs it again. */
export function RecoveredCard({ app, reason, onRun, withEdit }: RecoveredCardProps) {
  return (
    <div className="grid flex-1 place-content-center p-6">
      <section aria-labelledby="recovered" className="max-w-[440px] rounded-lg border border-line bg-raised p-5 shadow-1">
        <h2 id="recovered" className="text-md font-semibold">
          {reason === 'hung' ? `${app.name} stopped answering and was stopped.` : `${app.name} broke off and was stopped.`}
        </h2>
        <p className="mt-1 text-ink-2">Nothing you typed was lost.</p>
        <div className="mt-4 flex gap-2">
          <Button variant="outline" onClick={onRun}>
            <Play aria-hidden />
            Run again
          </Button>
          {withEdit && (
            <Button variant="ghost" asChild>
              <Link to="/apps/$id/edit" params={{ id: app.id }}>
                <MessageSquare aria-hidden />
                Edit in chat
              </Link>
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}
