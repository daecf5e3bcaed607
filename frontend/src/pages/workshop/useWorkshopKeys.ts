import { useEffect, useState } from 'react';
import { setConsole, useConsole } from '@/preview/useConsole';
import type { Tab } from './Pane';

/** How long the second Esc may take. */
const twiceMS = 2000;

interface WorkshopKeys {
  setTab: (tab: Tab) => void;
  reload: () => void;
  /** Absent while nothing is written. */
  stop: (() => void) | undefined;
}

/** The workshop's own keys. Returns whether Esc was pressed once and stops what is written when pressed again. */
export function useWorkshopKeys({ setTab, reload, stop }: WorkshopKeys): boolean {
  const [askedAt, setAskedAt] = useState(0);
  const isOpen = useConsole();
  useEffect(() => {
    const tabs: Record<string, Tab> = { p: 'preview', c: 'code', v: 'versions' };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const act = actionOf(event);
      if (!act) return;
      event.preventDefault();
      act();
    };
    const actionOf = (event: KeyboardEvent): (() => void) | undefined => {
      const key = event.key.toLowerCase();
      const withCtrl = (event.ctrlKey || event.metaKey) && !event.altKey;
      const tab = tabs[key];
      if (withCtrl && event.shiftKey && tab) return () => setTab(tab);
      if (withCtrl && !event.shiftKey && key === 'r') return reload;
      if (withCtrl && !event.shiftKey && key === 'j') return () => setConsole(!isOpen);
      if (withCtrl && !event.shiftKey && key === '.' && stop) return stop;
      if (key === 'escape' && stop) return escape;
      return undefined;
    };
    const escape = () => {
      if (askedAt > 0) stop?.();
      setAskedAt(askedAt > 0 ? 0 : Date.now());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [setTab, reload, stop, askedAt, isOpen]);

  useEffect(() => {
    if (askedAt === 0) return undefined;
    const timer = setTimeout(() => setAskedAt(0), twiceMS);
    return () => clearTimeout(timer);
  }, [askedAt]);
  return askedAt > 0 && stop !== undefined;
}
