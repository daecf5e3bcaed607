import { useEffect, useMemo } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { GET, PATCH, POST, PUT, take } from '@/api/client';
import { fetchForApp } from '@/api/fetchForApp';
import { listen } from '@/api/events';
import { cancelAI, openExternal, readClipboard, saveFile, startAI, writeClipboard } from '@/api/host';
import { queries } from '@/api/queries';
import { AppRun, type RunServices } from './AppRun';
import type { AIHost } from './ai';
import type { GrantPlace } from './grant';

/** One opening of an app; it ends when the component goes. */
export function useAppRun(appID: string): AppRun {
  const client = useQueryClient();
  const run = useMemo(() => new AppRun(services(appID, client)), [appID, client]);
  useEffect(() => () => void run.close(), [run]);
  return run;
}

const ai: AIHost = {
  start: startAI,
  cancel: cancelAI,
  listen: (delta, done, lost) =>
    listen((event) => {
      if (event.type === 'ai.delta') delta(event.data.call_id, event.data.text);
      if (event.type === 'ai.done') done(event.data);
      if (event.type === 'gap') lost();
    }),
};

function services(appID: string, client: QueryClient): RunServices {
  const path = { params: { path: { id: appID } } };
  const appName = () => client.getQueryData(queries.app(appID).queryKey)?.name ?? 'This app';
  return {
    appID,
    appName,
    ai,
    models: async () =>
      (await client.fetchQuery(queries.models())).map(({ id, name, context_length }) => ({ id, name, contextLength: context_length })),
    open: openExternal,
    save: saveFile,
    copy: (text) => navigator.clipboard.writeText(text),
    readClipboard,
    writeClipboard,
    library: (address) => take(GET('/api/apps/{id}/library', { params: { path: { id: appID }, query: { address } } })),
    notify: (title, body) => void toast(`${appName()} says: ${title}`, { description: body }),
    fetch: (request, body, signal) => fetchForApp(appID, request, body, signal),
    keepHost: async (name, state) => {
      await take(PUT('/api/apps/{id}/grants', { ...path, body: { name, state } }));
      await client.invalidateQueries({ queryKey: queries.grants(appID).queryKey });
    },
    grant: grantPlace(appID, client),
    records: async () => (await take(GET('/api/apps/{id}/records', path))).records,
    keepRecords: (patches) => take(PATCH('/api/apps/{id}/records', { ...path, body: { patches } })),
    keepData: ({ set, clear }) => take(PATCH('/api/apps/{id}/data', { ...path, body: { set, clear } })),
    locate: async (version, reported) => {
      const { items } = await take(POST('/api/apps/{id}/places', { ...path, body: { version, places: [reported] } }));
      return items[0] ?? reported;
    },
    usage: () => void client.invalidateQueries({ queryKey: queries.appUsage(appID).queryKey }),
  };
}

function grantPlace(appID: string, client: QueryClient): GrantPlace {
  const path = { params: { path: { id: appID } } };
  const mark = `whittle-once:${appID}`;
  return {
    read: async () => (await take(GET('/api/apps/{id}/grants/ai', path))).state,
    write: async (state) => {
      await take(PUT('/api/apps/{id}/grants/ai', { ...path, body: { state } }));
      await client.invalidateQueries({ queryKey: queries.aiGrant(appID).queryKey });
    },
    marks: {
      get: () => localStorage.getItem(mark) !== null,
      set: (once) => (once ? localStorage.setItem(mark, '1') : localStorage.removeItem(mark)),
    },
  };
}
