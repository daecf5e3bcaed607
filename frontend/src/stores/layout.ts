import { useSyncExternalStore } from 'react';

/** What the person arranged on this screen; the server need not know. */
type Layout = { sidebar: boolean; chatWidth: number };

const KEY = 'whittle-layout';
const first: Layout = { sidebar: true, chatWidth: 404 };
let layout: Layout = read();
const watchers = new Set<() => void>();

function read(): Layout {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Layout>) };
  } catch {
    return first;
  }
}

export function setLayout(change: Partial<Layout>): void {
  layout = { ...layout, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // a full or forbidden storage costs the arrangement, nothing else
  }
  for (const watcher of watchers) watcher();
}

export const useLayout = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => layout,
  );
