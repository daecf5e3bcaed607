import { toast } from 'sonner';

let last: (() => void) | null = null;

/** Says what was done and offers to undo it, by its button or by Ctrl Z, for as long as the toast stands. */
export function offerUndo(message: string, undo: () => void): void {
  const once = () => {
    if (last !== once) return;
    last = null;
    toast.dismiss(id);
    undo();
  };
  const gone = () => {
    if (last === once) last = null;
  };
  last = once;
  const id = toast(message, { action: { label: 'Undo', onClick: once }, onDismiss: gone, onAutoClose: gone });
}

/** Undoes what a toast still offers to undo; nothing otherwise. */
export const undoLast = (): void => last?.();
