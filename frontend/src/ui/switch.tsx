import { Switch as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function Switch({ className, ...props }: ComponentProps<typeof Base.Root>) {
  return (
    <Base.Root
      className={cn('h-[18px] w-[30px] shrink-0 rounded-full bg-line-control transition-colors data-[state=checked]:bg-blade', className)}
      {...props}
    >
      <Base.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-white shadow-1 transition-transform data-[state=checked]:translate-x-3.5" />
    </Base.Root>
  );
}
