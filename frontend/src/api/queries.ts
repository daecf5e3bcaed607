/** What the UI reads from the door: one place for keys and fetchers, used with useQuery. */
import { queryOptions } from '@tanstack/react-query';
import { GET, POST, take } from './client';
import type { License } from './types';

const id = (value: string) => ({ params: { path: { id: value } } });

export const queries = {
  state: () => queryOptions({ queryKey: ['state'], queryFn: () => take(GET('/api/state')) }),
  apps: () =>
    queryOptions({ queryKey: ['apps'], queryFn: async () => (await take(GET('/api/apps'))).items }),
  app: (app: string) => queryOptions({ queryKey: ['app', app], queryFn: () => take(GET('/api/apps/{id}', id(app))) }),
  /** The address of a version's page, which is built for it when it is not yet. */
  opened: (app: string, version: number) =>
    queryOptions({
      queryKey: ['open', app, version],
      queryFn: () => take(POST('/api/apps/{id}/open', { params: { path: { id: app } }, body: { version } })),
      staleTime: 30_000,
      retry: false,
    }),
  versions: (app: string) =>
    queryOptions({
      queryKey: ['app', app, 'versions'],
      queryFn: async () => (await take(GET('/api/apps/{id}/versions', id(app)))).items,
    }),
  version: (app: string, number: number) =>
    queryOptions({
      queryKey: ['app', app, 'version', number],
      queryFn: () => take(GET('/api/apps/{id}/versions/{number}', { params: { path: { id: app, number } } })),
      staleTime: number > 0 ? Infinity : 0,
    }),
  appUsage: (app: string) =>
    queryOptions({ queryKey: ['usage', app], queryFn: () => take(GET('/api/apps/{id}/usage', id(app))) }),
  aiGrant: (app: string) =>
    queryOptions({ queryKey: ['app', app, 'grant'], queryFn: () => take(GET('/api/apps/{id}/grants/ai', id(app))) }),
  grants: (app: string) =>
    queryOptions({ queryKey: ['app', app, 'grants'], queryFn: async () => (await take(GET('/api/apps/{id}/grants', id(app)))).items }),
  requests: (app: string) =>
    queryOptions({ queryKey: ['app', app, 'requests'], queryFn: async () => (await take(GET('/api/apps/{id}/requests', id(app)))).items }),
  appSession: (app: string) =>
    queryOptions({ queryKey: ['app', app, 'session'], queryFn: () => take(GET('/api/apps/{id}/session', id(app))), retry: false }),
  sessions: () =>
    queryOptions({ queryKey: ['sessions'], queryFn: async () => (await take(GET('/api/sessions'))).items }),
  session: (session: string) =>
    queryOptions({ queryKey: ['session', session], queryFn: () => take(GET('/api/sessions/{id}', id(session))) }),
  starters: () =>
    queryOptions({
      queryKey: ['starters'],
      queryFn: async () => (await take(GET('/api/starters'))).items,
      staleTime: Infinity,
    }),
  templates: () =>
    queryOptions({
      queryKey: ['templates'],
      queryFn: async () => (await take(GET('/api/templates'))).items,
      staleTime: Infinity,
    }),
  nearest: (prompt: string) =>
    queryOptions({
      queryKey: ['starters', prompt],
      queryFn: async () => (await take(GET('/api/starters', { params: { query: { near: prompt } } }))).items,
      staleTime: Infinity,
    }),
  /** The running or the last fetch for a version of an app; null when there was none. Events keep it fresh. */
  fetch: (app: string, version: number) =>
    queryOptions({
      queryKey: ['fetch', app, version],
      queryFn: async () => (await take(GET('/api/apps/{id}/libraries', { params: { path: { id: app }, query: { version } } }))).fetch ?? null,
    }),
  builtPages: () => queryOptions({ queryKey: ['built-pages'], queryFn: () => take(GET('/api/pages')), staleTime: 0 }),
  libraries: () =>
    queryOptions({ queryKey: ['libraries'], queryFn: async () => (await take(GET('/api/libraries'))).items }),
  licenses: () =>
    queryOptions({ queryKey: ['licenses'], queryFn: async () => (await take(GET('/api/licenses'))).items, staleTime: 60_000 }),
  license: (name: string, version: string, from: License['from']) =>
    queryOptions({
      queryKey: ['licenses', from, name, version],
      queryFn: async () => (await take(GET('/api/licenses/text', { params: { query: { name, version, from } } }))).text ?? '',
      staleTime: Infinity,
    }),
  models: () =>
    queryOptions({
      queryKey: ['models'],
      queryFn: async () => (await take(GET('/api/models'))).items,
      staleTime: 5 * 60_000,
      retry: false,
    }),
  localServers: () =>
    queryOptions({
      queryKey: ['local-servers'],
      queryFn: async () => (await take(GET('/api/endpoint/local'))).items,
      staleTime: 30_000,
    }),
  draft: (key: string) =>
    queryOptions({
      queryKey: ['draft', key],
      queryFn: async () => (await take(GET('/api/drafts/{key}', { params: { path: { key } } }))).text,
      staleTime: Infinity,
    }),
};
