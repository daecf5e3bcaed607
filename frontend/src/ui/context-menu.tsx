import { ContextMenu as Base } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { menuContent, menuItem, menuSeparator, menuShortcut } from './menu-classes';

export const ContextMenu = Base.Root;
export const ContextMenuTrigger = Base.Trigger;

export function ContextMenuContent({ className, ...props }: ComponentProps<typeof Base.Content>) {
  return (
    <Base.Portal>
      <Base.Content className={cn(menuContent, className)} {...props} />
    </Base.Portal>
  );
}

type ItemProps = ComponentProps<typeof Base.Item> & { variant?: 'default' | 'destructive' };

export function ContextMenuItem({ className, variant = 'default', ...props }: ItemProps) {
  return <Base.Item data-variant={variant} className={cn(menuItem, className)} {...props} />;
}

export function ContextMenuSeparator({ className, ...props }: ComponentProps<typeof Base.Separator>) {
  return <Base.Separator className={cn(menuSeparator, className)} {...props} />;
}

export function ContextMenuShortcut({ className, ...props }: ComponentProps<'span'>) {
  return <span className={cn(menuShortcut, className)} {...props} />;
}
