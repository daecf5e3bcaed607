import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;

const watch = (changed: () => void) => {
  const timer = setInterval(changed, MINUTE_MS);
  return () => clearInterval(timer);
};

/** The time in ms, rounded down to the minute, so that "9 minutes ago" does not stay for hours. */
export const useMinute = (): number => useSyncExternalStore(watch, () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
