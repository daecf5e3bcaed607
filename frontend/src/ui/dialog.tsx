import { X } from 'lucide-react';
import { Dialog as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { Button } from './button';
import { cn } from './cn';

export const Dialog = Base.Root;
export const DialogTrigger = Base.Trigger;
export const DialogClose = Base.Close;

export function DialogOverlay({ className, ...props }: ComponentProps<typeof Base.Overlay>) {
  return <Base.Overlay className={cn('fixed inset-0 z-40 bg-scrim', className)} {...props} />;
}

type ContentProps = ComponentProps<typeof Base.Content> & { showClose?: boolean };

export function DialogContent({ className, children, showClose = true, ...props }: ContentProps) {
  return (
    <Base.Portal>
      <DialogOverlay />
      <Base.Content
        className={cn(
          'fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100vh-48px)] w-[min(476px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 gap-4 overflow-auto rounded-xl bg-overlay p-6 shadow-3',
          className,
        )}
        {...props}
      >
        {children}
        {showClose && (
          <Base.Close asChild>
            <Button variant="ghost" size="icon" aria-label="Close" className="absolute top-3 right-3">
              <X />
            </Button>
          </Base.Close>
        )}
      </Base.Content>
    </Base.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('grid gap-1', className)} {...props} />;
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-wrap justify-end gap-2', className)} {...props} />;
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Base.Title>) {
  return <Base.Title className={cn('text-lg font-semibold tracking-tight', className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Base.Description>) {
  return <Base.Description className={cn('text-ink-2', className)} {...props} />;
}
