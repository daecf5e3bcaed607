import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 767px)';

function subscribe(listener: () => void) {
  const query = matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the page is narrower than 768 CSS pixels. */
export function useIsMobile(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(narrow).matches);
}
