import { Progress as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function Progress({ className, value, max = 100, ...props }: ComponentProps<typeof Base.Root>) {
  return (
    <Base.Root value={value} max={max} className={cn('h-1 overflow-hidden rounded-full bg-sunken', className)} {...props}>
      <Base.Indicator className="block h-full rounded-full bg-blade" style={{ width: `${((value ?? 0) / max) * 100}%` }} />
    </Base.Root>
  );
}
