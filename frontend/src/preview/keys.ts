import type { FrameMessage } from './protocol';

type KeyMessage = Extract<FrameMessage, { t: 'key' }>;

/** Gives the shell a key that was pressed inside an app; Esc twice gives it the focus back. */
export function passKey(message: KeyMessage): void {
  const frame = document.activeElement;
  const pane = frame?.closest<HTMLElement>('[data-pane]');
  if (message.key === 'EscEsc') {
    pane?.focus();
    return;
  }
  (pane ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', {
      key: message.key,
      ctrlKey: message.ctrl,
      metaKey: message.meta,
      shiftKey: message.shift,
      altKey: message.alt,
      bubbles: true,
      cancelable: true,
    }),
  );
}
