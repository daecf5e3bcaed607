import { DropdownMenu as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { menuContent, menuItem, menuSeparator, menuShortcut } from './menu-classes';

export const DropdownMenu = Base.Root;
export const DropdownMenuTrigger = Base.Trigger;

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Base.Content>) {
  return (
    <Base.Portal>
      <Base.Content sideOffset={4} collisionPadding={8} className={cn(menuContent, className)} {...props} />
    </Base.Portal>
  );
}

type ItemProps = ComponentProps<typeof Base.Item> & { variant?: 'default' | 'destructive' };

export function DropdownMenuItem({ className, variant = 'default', ...props }: ItemProps) {
  return <Base.Item data-variant={variant} className={cn(menuItem, className)} {...props} />;
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Base.Separator>) {
  return <Base.Separator className={cn(menuSeparator, className)} {...props} />;
}

export function DropdownMenuShortcut({ className, ...props }: ComponentProps<'span'>) {
  return <span className={cn(menuShortcut, className)} {...props} />;
}
