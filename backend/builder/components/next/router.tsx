// next/router: the router of the pages folder.
import { createElement, useMemo, type ComponentType } from 'react';
import { address } from 'whittle/address';
import { go, match, useAddress, type Target, type Visit } from 'next/location';

type Listener = (to: string) => void;

const listeners = new Map<string, Set<Listener>>();

const events = {
  on: (name: string, listener: Listener) => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  },
  off: (name: string, listener: Listener) => {
    listeners.get(name)?.delete(listener);
  },
  emit: (name: string, to: string) => listeners.get(name)?.forEach((listener) => listener(to)),
};

async function visit(target: Target, as: Target | undefined, options: Visit): Promise<boolean> {
  const to = as ?? target;
  events.emit('routeChangeStart', String(to));
  go(to, options);
  events.emit('routeChangeComplete', address());
  return true;
}

const moves = {
  push: (to: Target, as?: Target, options: Visit = {}) => visit(to, as, options),
  replace: (to: Target, as?: Target, options: Visit = {}) => visit(to, as, { ...options, replace: true }),
  back: () => history.back(),
  forward: () => history.forward(),
  reload: () => location.reload(),
  prefetch: async () => {},
  beforePopState: () => {},
  events,
};

const still = { basePath: '', locale: undefined, isReady: true, isFallback: false, isPreview: false, isLocaleDomain: false };

function present(asPath: string) {
  const { route, params } = match();
  const query: Record<string, string | string[]> = { ...params };
  for (const [name] of new URLSearchParams(asPath.split('#')[0]?.split('?')[1])) {
    const values = new URLSearchParams(asPath.split('#')[0]?.split('?')[1]).getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  return { ...still, ...moves, asPath, route, pathname: route, query };
}

export type NextRouter = ReturnType<typeof present>;

export function useRouter(): NextRouter {
  const asPath = useAddress();
  const { route } = match();
  return useMemo(() => present(asPath), [asPath, route]);
}

export function withRouter<P extends object>(Part: ComponentType<P & { router: NextRouter }>) {
  return function WithRouter(props: P) {
    return createElement(Part, { ...props, router: useRouter() });
  };
}

/** The router outside components. */
const Router = {
  ...moves,
  ready: (done: () => void) => done(),
  get asPath() {
    return address();
  },
  get pathname() {
    return match().route;
  },
  get query() {
    return present(address()).query;
  },
};

export default Router;
