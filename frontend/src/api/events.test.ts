import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, startEvents } from './events';
import { queries } from './queries';
import { createQueryClient } from './queryClient';
import type { AppEvent } from './types';

let emit: (event: AppEvent) => void;
const client = createQueryClient();
const cached = {
  state: queries.state().queryKey,
  apps: queries.apps().queryKey,
  app: queries.app('a').queryKey,
  versions: queries.versions('a').queryKey,
  other: queries.app('b').queryKey,
  sessions: queries.sessions().queryKey,
  session: queries.session('s').queryKey,
  models: queries.models().queryKey,
  usage: queries.appUsage('a').queryKey,
};

beforeEach(() => {
  window.go = { main: { Shell: { Boot: vi.fn(), Beat: vi.fn(), OpenExternal: vi.fn(), SaveFile: vi.fn(), SaveBegin: vi.fn(), SavePiece: vi.fn(), SaveEnd: vi.fn() } } };
  window.runtime = { EventsOn: (_name, listener) => ((emit = listener), () => undefined) };
  client.clear();
  for (const key of Object.values(cached)) client.setQueryData<unknown>(key, {});
  startEvents(client);
});
afterEach(() => {
  delete window.go;
  delete window.runtime;
});

const stale = () =>
  Object.entries(cached)
    .filter(([, key]) => client.getQueryState(key)?.isInvalidated)
    .map(([name]) => name);

describe('what is read again', () => {
  const generation = (state: string) => ({ type: 'generation', data: { session_id: 's', state } }) as AppEvent;
  it.each<[string, AppEvent, string[]]>([
    ['an app', { type: 'app', data: { id: 'a' } }, ['apps', 'app', 'versions']],
    ['a chat', { type: 'session', data: { id: 's' } }, ['sessions']],
    ['a reply that runs', generation('running'), []],
    ['a reply that is whole', generation('done'), ['session']],
    ['a setting', { type: 'settings' }, ['state', 'models']],
    ['money', { type: 'usage' }, ['state', 'usage']],
    ['a gap', { type: 'gap' }, Object.keys(cached)],
  ])('after %s', (_, event, expected) => {
    emit(event);
    expect(stale()).toEqual(expected);
  });
});

it('reads again what was first read while it changed', async () => {
  client.clear();
  const answers = ['running', 'done'];
  let answer = () => {};
  const queryFn = () => new Promise<unknown>((resolve) => (answer = () => resolve(answers.shift())));
  const observer = new QueryObserver<unknown>(client, { queryKey: cached.session, queryFn });
  const leave = observer.subscribe(() => undefined);
  emit({ type: 'generation', data: { session_id: 's', state: 'done' } } as AppEvent);
  answer();
  await vi.waitFor(() => {
    expect(observer.getCurrentResult().data).toBe('running');
    expect(client.isFetching()).toBe(1);
  });
  answer();
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('done'));
  leave();
});

it('tells listeners in order, gaps too, until they leave', () => {
  const heard: string[] = [];
  const leave = listen((event) => heard.push(event.type));
  emit({ type: 'usage' });
  emit({ type: 'gap' });
  leave();
  emit({ type: 'usage' });
  expect(heard).toEqual(['usage', 'gap']);
});
