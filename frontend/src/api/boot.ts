import { createContext, useContext } from 'react';
import type { Boot } from './host';

export const BootContext = createContext<Boot | null>(null);

/** What the page learned when it started. */
export function useBoot(): Boot {
  const boot = useContext(BootContext);
  if (!boot) throw new Error('useBoot outside of its context');
  return boot;
}
