import { useCallback, useState } from 'react';

/**
 * Shows the first `step` of a long list, and as many again each time its end comes into sight. `end` goes on the last
 * element, with `shown` as its key so that it is watched anew; there is nothing more to show when it is null.
 */
export function useGrowing(total: number, step: number) {
  const [limit, setLimit] = useState(step);
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const observer = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setLimit((now) => now + step);
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [step],
  );
  return { shown: Math.min(limit, total), end: limit < total ? watch : null };
}
