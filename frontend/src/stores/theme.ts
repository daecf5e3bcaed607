import { useLayoutEffect, useSyncExternalStore } from 'react';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const watchSystem = (changed: () => void) => {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
};

/** The theme in force: the person's choice, or the system's when they left it to that. */
export function useTheme(choice: string): 'light' | 'dark' {
  const systemDark = useSyncExternalStore(watchSystem, () => dark.matches);
  const theme = choice === 'light' || choice === 'dark' ? choice : systemDark ? 'dark' : 'light';
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
