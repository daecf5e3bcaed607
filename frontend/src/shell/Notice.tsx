import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { queries } from '@/api/queries';
import { useLink } from '@/stores/link';
import { Button } from '@/ui/button';

const watchNetwork = (changed: () => void) => {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};

const onThisComputer = (url: string) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(url);

/** The grey line over a page that says what cannot be reached now; nothing while all can. */
export function Notice() {
  const link = useLink();
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const connection = useQuery(queries.state()).data?.connection;
  if (link === 'refused') {
    return (
      <Line>
        Whittle was started again and has a new ticket.
        <Button variant="link" size="sm" onClick={() => location.reload()}>
          Enter it
        </Button>
      </Line>
    );
  }
  if (link === 'lost') return <Line>Whittle does not answer. What you typed is kept, and this page goes on when it is back.</Line>;
  if (!online && connection?.ready && !onThisComputer(connection.base_url)) return <Line>Offline. Apps and local models work.</Line>;
  return null;
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex min-h-7 shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 py-1 text-sm text-ink-2">
      {children}
    </p>
  );
}
