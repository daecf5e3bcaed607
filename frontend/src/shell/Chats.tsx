import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { byDay } from '@/api/format';
import { queries } from '@/api/queries';
import { useGrowing } from '@/ui/use-growing';
import { useMinute } from '@/ui/use-minute';
import { ChatRow } from './ChatRow';

const STEP = 60;

/** The chats under the days of their last message, newest first. */
export function Chats() {
  const sessions = useQuery(queries.sessions()).data ?? [];
  const { shown, end } = useGrowing(sessions.length, STEP);
  const now = useMinute();
  const here = useParams({ strict: false }).id;
  return (
    <div className="relative mt-1 min-h-0 flex-1 overflow-y-auto pb-4" role="region" aria-label="Chats" tabIndex={-1}>
      {byDay(sessions.slice(0, shown), (s) => s.updated_at, now).map((group) => (
        <section key={group.heading} aria-label={group.heading}>
          <h2 className="px-2 pt-3.5 pb-1 text-xs font-semibold text-ink-3">{group.heading}</h2>
          <ul>
            {group.items.map((session) => (
              <ChatRow key={session.id} session={session} here={session.id === here} />
            ))}
          </ul>
        </section>
      ))}
      {end && <div key={`end-${shown}`} ref={end} aria-hidden className="h-px" />}
    </div>
  );
}
