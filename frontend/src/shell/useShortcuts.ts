import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries } from '@/api/queries';
import { focusComposer, openModelPicker } from '@/composer/focusComposer';
import { setLayout, useLayout } from '@/stores/layout';
import { undoLast } from '@/stores/undo';

type Overlay = 'commands' | 'keys';

/** The keys that work on every page. Pages add their own; keys typed inside an app belong to the app. */
export function useShortcuts(show: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { sidebar } = useLayout();
  useEffect(() => {
    const openPin = (index: number) => {
      const pin = client.getQueryData(queries.apps().queryKey)?.filter((app) => app.pinned)[index];
      if (pin) void navigate({ to: '/apps/$id', params: { id: pin.id } });
    };
    const withCtrl: Record<string, () => void> = {
      k: () => show('commands'),
      n: () => void navigate({ to: '/' }).then(focusComposer),
      '1': () => void navigate({ to: '/' }),
      ',': () => void navigate({ to: '/settings' }),
      b: () => setLayout({ sidebar: !sidebar }),
      l: focusComposer,
      m: openModelPicker,
      '[': () => history.back(),
      ']': () => history.forward(),
    };
    for (let pin = 0; pin < 6; pin++) withCtrl[String(pin + 4)] = () => openPin(pin);
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const act = shortcut(event, withCtrl, show);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [client, navigate, show, sidebar]);
}

function shortcut(event: KeyboardEvent, withCtrl: Record<string, () => void>, show: (overlay: Overlay) => void) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    const key = event.key.toLowerCase();
    return key === 'z' && !isTyping(event.target) ? undoLast : withCtrl[key];
  }
  if (event.key === 'F6') return () => focusPane(event.shiftKey ? -1 : 1);
  if (event.key === '?' && !isTyping(event.target)) return () => show('keys');
  return undefined;
}

/** Whether keys go into a text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function focusPane(step: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>('nav, [data-pane]')].filter((pane) => !pane.querySelector('[data-pane]'));
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((at + step + panes.length) % panes.length);
  const target = next?.matches('nav') ? next.querySelector<HTMLElement>('a, button') : next;
  target?.focus();
}
