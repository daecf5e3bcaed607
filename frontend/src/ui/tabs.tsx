import { Tabs as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const Tabs = Base.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof Base.List>) {
  return <Base.List className={cn('flex h-11 items-stretch gap-5', className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Base.Trigger>) {
  return (
    <Base.Trigger
      className={cn('-mb-px inline-flex items-center gap-1.5 border-b-2 border-transparent text-ink-2 hover:text-ink data-[state=active]:border-blade data-[state=active]:font-semibold data-[state=active]:text-ink', className)}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Base.Content>) {
  return <Base.Content className={cn('min-h-0 flex-1', className)} {...props} />;
}
