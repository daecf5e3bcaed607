import { useQueryClient } from '@tanstack/react-query';
import { offerUndo } from '@/stores/undo';
import { DELETE, PATCH, POST, PUT, take } from './client';
import { attempt } from './mutate';
import { queries } from './queries';
import type { App } from './types';

const path = (id: string) => ({ params: { path: { id } } });

/** What can be done to an app from anywhere. */
export function useAppActions() {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: queries.apps().queryKey });
  const change = async <T>(work: Promise<T>) => {
    const done = await attempt(work);
    await again();
    return done;
  };
  return {
    rename: (id: string, name: string) => change(take(PATCH('/api/apps/{id}', { ...path(id), body: { name } }))),
    duplicate: (app: App) => change(take(POST('/api/apps/{id}/duplicate', path(app.id)))),
    fromStarter: (starter: string) => change(take(POST('/api/apps', { body: { starter } }))),
    async setPinned(app: App, pinned: boolean) {
      const set = (on: boolean) => take(on ? PUT('/api/apps/{id}/pin', path(app.id)) : DELETE('/api/apps/{id}/pin', path(app.id)));
      const done = await change(set(pinned).then(() => true));
      if (!done) return;
      offerUndo(pinned ? `${app.name} pinned.` : `${app.name} unpinned.`, () => void change(set(!pinned)));
    },
    async remove(app: App) {
      const done = await change(take(DELETE('/api/apps/{id}', path(app.id))).then(() => true));
      if (!done) return;
      offerUndo(`${app.name} deleted.`, () => void change(take(POST('/api/apps/{id}/undelete', path(app.id)))));
    },
    async orderPins(apps: App[]) {
      const order = new Map(apps.map((app, index) => [app.id, index]));
      client.setQueryData(queries.apps().queryKey, (all) =>
        all
          ?.map((app) => ({ ...app, pin_order: order.get(app.id) ?? app.pin_order }))
          .sort((a, b) => Number(b.pinned) - Number(a.pinned) || (a.pinned ? a.pin_order - b.pin_order : b.updated_at - a.updated_at)),
      );
      await change(take(PUT('/api/pins', { body: { ids: apps.map((app) => app.id) } })));
    },
  };
}
