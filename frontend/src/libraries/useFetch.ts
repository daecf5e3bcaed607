import { useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { DELETE, POST, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import type { Fetch } from '@/api/types';

export interface FetchOf {
  /** The running or the last fetch for the version; null when there was none. */
  fetch: Fetch | null | undefined;
  start: (optional: boolean) => void;
  cancel: () => void;
}

/** Fetches what a version of an app needs. onDone is called when a fetch that was seen running has brought something. */
export function useFetch(appID: string, version: number, onDone: () => void): FetchOf {
  const client = useQueryClient();
  const query = queries.fetch(appID, version);
  const { data: fetch } = useQuery(query);
  const running = useRef('');
  useEffect(() => {
    if (fetch?.state === 'running') running.current = fetch.id;
    else if (fetch && fetch.id === running.current) {
      running.current = '';
      if (fetch.state === 'done') onDone();
    }
  }, [fetch, onDone]);
  return {
    fetch,
    start: (optional) => {
      void attempt(take(POST('/api/apps/{id}/libraries', { params: { path: { id: appID } }, body: { version, optional } }))).then((begun) => {
        if (!begun) return;
        running.current = begun.id;
        client.setQueryData(query.queryKey, (known) => (known?.id === begun.id ? known : begun));
      });
    },
    cancel: () => {
      if (fetch) void attempt(take(DELETE('/api/libraries/fetches/{id}', { params: { path: { id: fetch.id } } })));
    },
  };
}
