import { Toaster as Base } from 'sonner';

const UNDO_MS = 8000;

/** Toasts at the bottom left of the content (--nav-width and --toast-bottom say what is in the way), one at a time, long enough to undo. */
export function Toaster() {
  return (
    <Base
      position="bottom-left"
      offset={{ left: 'calc(var(--nav-width) + 16px)', bottom: 'var(--toast-bottom)' }}
      visibleToasts={1}
      duration={UNDO_MS}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-80 items-center gap-3 rounded-md border border-line bg-overlay px-3 py-2 text-ink shadow-3',
          title: 'min-w-0 flex-1',
          description: 'text-ink-3',
          content: 'min-w-0 flex-1',
          actionButton: 'ms-auto h-6 rounded-sm px-2 font-semibold text-blade-text hover:bg-hover',
          icon: 'hidden',
        },
      }}
    />
  );
}
