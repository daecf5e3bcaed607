import { ToggleGroup as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function ToggleGroup({ className, ...props }: ComponentProps<typeof Base.Root>) {
  return <Base.Root className={cn('inline-flex gap-px rounded-md bg-sunken p-0.5', className)} {...props} />;
}

export function ToggleGroupItem({ className, ...props }: ComponentProps<typeof Base.Item>) {
  return (
    <Base.Item
      className={cn('inline-flex h-6 min-w-6 items-center justify-center gap-1.5 rounded-xs px-2 text-sm text-ink-2 hover:text-ink data-[state=on]:bg-thumb data-[state=on]:text-ink data-[state=on]:shadow-1 [&_svg]:size-3.75', className)}
      {...props}
    />
  );
}
