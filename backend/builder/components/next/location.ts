// Where a Next.js app is, shared by its router, links and pages.
import { useSyncExternalStore } from 'react';
import { address, follow, visit } from 'whittle/address';

export type Params = Record<string, string | string[]>;
export type Place = { pathname: string; search: string; params: Params; route: string };

let matched: Pick<Place, 'params' | 'route'> = { params: {}, route: '/' };

/** Notes which route the present address led to; the pages call it before they draw. */
export function setMatch(route: string, params: Params): void {
  matched = { params, route };
}

export function match(): Pick<Place, 'params' | 'route'> {
  return matched;
}

/** Returns the present address, path and search, and draws again when it changes. */
export function useAddress(): string {
  return useSyncExternalStore(follow, address);
}

export type Target = string | { pathname?: string | null; query?: Record<string, unknown>; hash?: string };

/** Returns a target as an address. Parameters in a pathname such as /notes/[id] are filled from query. */
export function href(target: Target): string {
  if (typeof target === 'string') {
    return target;
  }
  const query = new URLSearchParams();
  let path = target.pathname ?? address().split(/[?#]/)[0] ?? '/';
  for (const [name, value] of Object.entries(target.query ?? {})) {
    const filled = path.replace(new RegExp(`\\[{1,2}(\\.\\.\\.)?${name}\\]{1,2}`), [value].flat().join('/'));
    if (filled === path) {
      [value].flat().forEach((one) => query.append(name, String(one)));
    }
    path = filled;
  }
  const search = query.toString();
  return path + (search && `?${search}`) + (target.hash ? `#${target.hash.replace(/^#/, '')}` : '');
}

/** Whether an address leads out of the app. */
export function isElsewhere(to: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(to);
}

export type Visit = { replace?: boolean; scroll?: boolean };

/** Goes to an address of the app, or opens one elsewhere. */
export function go(target: Target, { replace = false, scroll = true }: Visit = {}): void {
  const to = href(target);
  if (isElsewhere(to)) {
    window.open(to, '_blank', 'noopener');
    return;
  }
  visit(to, replace);
  const hash = to.split('#')[1];
  if (hash) {
    requestAnimationFrame(() => document.getElementById(hash)?.scrollIntoView());
  } else if (scroll) {
    scrollTo(0, 0);
  }
}
