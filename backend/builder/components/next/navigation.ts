// next/navigation: the router of the app folder.
import { useMemo } from 'react';
import { go, match, useAddress, type Params, type Visit } from 'next/location';

/** Thrown to show another page; the pages catch it. */
export class Redirect extends Error {
  constructor(readonly to: string) {
    super(`Goes on to ${to}.`);
  }
}

/** Thrown to show the page for what is not there; the pages catch it. */
export class NotFound extends Error {
  constructor() {
    super('There is no such page.');
  }
}

export const RedirectType = { push: 'push', replace: 'replace' } as const;

export function redirect(to: string): never {
  throw new Redirect(to);
}

export const permanentRedirect = redirect;

export function notFound(): never {
  throw new NotFound();
}

export const forbidden = notFound;
export const unauthorized = notFound;

const router = {
  push: (to: string, options: Visit = {}) => go(to, options),
  replace: (to: string, options: Visit = {}) => go(to, { ...options, replace: true }),
  back: () => history.back(),
  forward: () => history.forward(),
  refresh: () => {},
  prefetch: () => {},
};

export function useRouter() {
  return router;
}

export function usePathname(): string {
  return useAddress().split(/[?#]/)[0] ?? '/';
}

export class ReadonlyURLSearchParams extends URLSearchParams {}

export function useSearchParams(): ReadonlyURLSearchParams {
  const search = useAddress().split('#')[0]?.split('?')[1] ?? '';
  return useMemo(() => new ReadonlyURLSearchParams(search), [search]);
}

export function useParams<T extends Params = Params>(): T {
  useAddress();
  return match().params as T;
}

export function useSelectedLayoutSegments(): string[] {
  return usePathname().split('/').filter(Boolean);
}

export function useSelectedLayoutSegment(): string | null {
  return useSelectedLayoutSegments()[0] ?? null;
}

export function useServerInsertedHTML(): void {}

export function unstable_rethrow(error: unknown): void {
  if (error instanceof Redirect || error instanceof NotFound) {
    throw error;
  }
}
