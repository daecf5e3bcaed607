let running = '';
const watchers = new Set<() => void>();

/** Id of the app whose frame is alive, "" for none. The window's watchdog is told, so that an app that hangs is known. */
export const runningApp = (): string => running;

export function setRunningApp(id: string): void {
  if (id === running) return;
  running = id;
  for (const watcher of watchers) watcher();
}

/** Calls watcher when another app runs, before its frame can do anything. */
export function watchRunningApp(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
