import { Tooltip as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function TooltipProvider({ delayDuration = 600, ...props }: ComponentProps<typeof Base.Provider>) {
  return <Base.Provider delayDuration={delayDuration} {...props} />;
}

export const Tooltip = Base.Root;
export const TooltipTrigger = Base.Trigger;

export function TooltipContent({ className, sideOffset = 6, ...props }: ComponentProps<typeof Base.Content>) {
  return (
    <Base.Portal>
      <Base.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn('z-50 rounded-sm border border-line bg-overlay px-2 py-1 text-sm text-ink shadow-2', className)}
        {...props}
      />
    </Base.Portal>
  );
}
