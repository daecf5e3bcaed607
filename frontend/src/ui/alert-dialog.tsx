import { AlertDialog as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { buttonVariants } from './button';
import { cn } from './cn';

export const AlertDialog = Base.Root;
export const AlertDialogTrigger = Base.Trigger;
export const AlertDialogPortal = Base.Portal;

export function AlertDialogOverlay({ className, ...props }: ComponentProps<typeof Base.Overlay>) {
  return <Base.Overlay className={cn('fixed inset-0 z-40 bg-scrim', className)} {...props} />;
}

export function AlertDialogContent({ className, ...props }: ComponentProps<typeof Base.Content>) {
  return (
    <Base.Portal>
      <AlertDialogOverlay />
      <Base.Content
        className={cn(
          'fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100vh-48px)] w-[min(440px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 gap-4 overflow-auto rounded-xl bg-overlay p-6 shadow-3',
          className,
        )}
        {...props}
      />
    </Base.Portal>
  );
}

export function AlertDialogHeader({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('grid gap-1', className)} {...props} />;
}

export function AlertDialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-wrap justify-end gap-2', className)} {...props} />;
}

export function AlertDialogTitle({ className, ...props }: ComponentProps<typeof Base.Title>) {
  return <Base.Title className={cn('text-lg font-semibold tracking-tight', className)} {...props} />;
}

export function AlertDialogDescription({ className, ...props }: ComponentProps<typeof Base.Description>) {
  return <Base.Description className={cn('text-ink-2', className)} {...props} />;
}

export function AlertDialogAction({ className, ...props }: ComponentProps<typeof Base.Action>) {
  return <Base.Action className={cn(buttonVariants(), className)} {...props} />;
}

export function AlertDialogCancel({ className, ...props }: ComponentProps<typeof Base.Cancel>) {
  return <Base.Cancel className={cn(buttonVariants({ variant: 'outline' }), className)} {...props} />;
}
