import { useEffect } from 'react';
import type { AppRun } from './AppRun';
import { useStore } from './useStore';

/** Lets a running app fill the window while it asked for that; Esc or a question of the shell ends it. */
export function useFullscreen(run: AppRun, room: HTMLElement | null, isAsked: boolean): void {
  const on = useStore(run.fullscreen);
  useEffect(() => {
    if (isAsked) run.fullscreen.set(false);
  }, [run, isAsked]);
  useEffect(() => {
    if (!on || !room) return undefined;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && run.fullscreen.set(false);
    window.addEventListener('keydown', onKey);
    // The top layer takes the frame where it stands; moved to another place in the document it would load again.
    room.popover = 'manual';
    room.showPopover();
    return () => {
      window.removeEventListener('keydown', onKey);
      room.hidePopover();
      room.popover = null;
    };
  }, [run, room, on]);
}
