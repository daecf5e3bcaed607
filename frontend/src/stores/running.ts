let running = '';

/** Id of the app whose frame is alive, "" for none. The window's watchdog is told, so that an app that hangs is known. */
export const runningApp = (): string => running;

export function setRunningApp(id: string): void {
  running = id;
}
