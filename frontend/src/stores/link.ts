import { useSyncExternalStore } from 'react';

/** How the page stands to the program behind it: in touch, lost, or refused because its ticket is an old one. */
export type Link = 'open' | 'lost' | 'refused';

let link: Link = 'open';
const watchers = new Set<() => void>();

export function setLink(now: Link): void {
  if (now === link) return;
  link = now;
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useLink = (): Link => useSyncExternalStore(watch, () => link);
