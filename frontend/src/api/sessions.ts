import { useQueryClient } from '@tanstack/react-query';
import { offerUndo } from '@/stores/undo';
import { DELETE, PATCH, POST, take } from './client';
import { attempt } from './mutate';
import { queries } from './queries';
import type { Session } from './types';

const path = (id: string) => ({ params: { path: { id } } });

/** What can be done to a chat from anywhere. */
export function useSessionActions() {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: queries.sessions().queryKey });
  return {
    async rename(id: string, title: string) {
      await attempt(take(PATCH('/api/sessions/{id}', { ...path(id), body: { title } })));
      await again();
    },
    async remove(session: Session) {
      const done = await attempt(take(DELETE('/api/sessions/{id}', path(session.id))).then(() => true));
      await again();
      if (!done) return;
      offerUndo(`${session.title || 'Chat'} deleted.`, () => {
        void attempt(take(POST('/api/sessions/{id}/undelete', path(session.id)))).then(again);
      });
    },
  };
}
