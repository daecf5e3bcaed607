import { Check, ChevronDown } from 'lucide-react';
import { Select as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { menuContent, menuItem } from './menu-classes';

export const Select = Base.Root;
export const SelectValue = Base.Value;

export function SelectTrigger({ className, children, ...props }: ComponentProps<typeof Base.Trigger>) {
  return (
    <Base.Trigger
      className={cn('inline-flex h-7 items-center justify-between gap-2 rounded-sm border border-line-strong bg-raised px-2 shadow-1', className)}
      {...props}
    >
      {children}
      <Base.Icon asChild>
        <ChevronDown className="size-4 text-ink-3" />
      </Base.Icon>
    </Base.Trigger>
  );
}

export function SelectContent({ className, children, ...props }: ComponentProps<typeof Base.Content>) {
  return (
    <Base.Portal>
      <Base.Content position="popper" sideOffset={4} className={cn(menuContent, 'min-w-(--radix-select-trigger-width)', className)} {...props}>
        <Base.Viewport>{children}</Base.Viewport>
      </Base.Content>
    </Base.Portal>
  );
}

export function SelectItem({ className, children, ...props }: ComponentProps<typeof Base.Item>) {
  return (
    <Base.Item className={cn(menuItem, 'pe-8', className)} {...props}>
      <Base.ItemText>{children}</Base.ItemText>
      <Base.ItemIndicator className="absolute inset-e-2">
        <Check />
      </Base.ItemIndicator>
    </Base.Item>
  );
}
