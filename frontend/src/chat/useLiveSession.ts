import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { listen } from '@/api/events';
import { queries } from '@/api/queries';
import { LiveReply, type SessionPlace } from './LiveReply';

/** A chat, kept up to date while its reply is written. */
export function useLiveSession(id: string) {
  const client = useQueryClient();
  useEffect(() => {
    const { queryKey } = queries.session(id);
    const place: SessionPlace = {
      get: () => client.getQueryData(queryKey),
      set: (view) => void client.setQueryData(queryKey, view),
      read: () => client.refetchQueries({ queryKey, exact: true }),
    };
    const live = new LiveReply(id, place, nextFrame);
    return listen(live.hear);
  }, [client, id]);
  return useQuery({ ...queries.session(id), refetchOnMount: 'always', retry: false });
}

/** Frames do not come while the window is hidden. */
function nextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 200);
  else requestAnimationFrame(run);
}
