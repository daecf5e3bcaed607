import { Store } from './store';
import { useStore } from './useStore';

const isOpen = new Store(false);

/** Whether the console stands under the app; the same wherever apps are shown. */
export const useConsole = (): boolean => useStore(isOpen);

export function setConsole(open: boolean): void {
  isOpen.set(open);
}
