import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { setLink } from '@/stores/link';
import { subscribe } from './host';
import { queries } from './queries';
import type { AppEvent, Generation } from './types';

type Listener = (event: AppEvent) => void;

const listeners = new Set<Listener>();

/** Hears every event until the returned function is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Connects the backend's events to the query cache and to listeners, for as long as the page lives. */
export function startEvents(client: QueryClient): () => void {
  return subscribe({
    onEvent: (event) => {
      refresh(client, event);
      for (const listener of listeners) listener(event);
    },
    onGap: () => {
      void client.invalidateQueries();
      for (const listener of listeners) listener({ type: 'gap' });
    },
    onLink: setLink,
  });
}

/** Reads again what an event says has changed. Running replies are followed by their chat, which knows their steps. */
function refresh(client: QueryClient, event: AppEvent): void {
  const again = (queryKey: QueryKey) => void readAgain(client, queryKey);
  switch (event.type) {
    case 'app':
      again(queries.apps().queryKey);
      again(queries.app(event.data.id).queryKey);
      return;
    case 'session':
      again(queries.sessions().queryKey);
      return;
    case 'generation':
      if (event.data.version === 1) openFirst(client, event.data);
      if (event.data.state !== 'running') again(queries.session(event.data.session_id).queryKey);
      return;
    case 'settings':
      again(queries.state().queryKey);
      again(queries.models().queryKey);
      return;
    case 'fetch':
      client.setQueryData(queries.fetch(event.data.app_id, event.data.version).queryKey, (known) =>
        known && known.id > event.data.id ? known : event.data,
      );
      return;
    case 'libraries':
      again(queries.libraries().queryKey);
      again(queries.licenses().queryKey);
      return;
    case 'usage':
      again(queries.state().queryKey);
      again(['usage']);
      return;
  }
}

/** Reads a new app and has its page made at once, for the chat on the screen to find. Elsewhere it was not opened. */
function openFirst(client: QueryClient, { app_id, session_id, version }: Generation): void {
  if (!client.getQueryCache().find({ queryKey: queries.session(session_id).queryKey })?.isActive()) return;
  void client.prefetchQuery(queries.app(app_id));
  void client.prefetchQuery(queries.opened(app_id, version));
}

/** A first reading that is under way may have begun before the change and is not begun again by itself: it is awaited. */
async function readAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const firsts = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching', predicate: (query) => query.state.data === undefined });
  if (firsts.length > 0) await Promise.allSettled(firsts.map((query) => query.promise));
  await client.invalidateQueries({ queryKey });
}
