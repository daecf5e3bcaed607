import type { ComponentProps, MouseEvent } from 'react';
import { cva, type VariantProps } from 'class-variance-authority';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { cn } from '@/lib/utils';

export function InputGroup({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      role="group"
      data-slot="input-group"
      className={cn(
        'flex h-9 w-full min-w-0 flex-wrap items-center rounded-md border border-input shadow-xs transition-colors has-focus-visible:border-ring has-focus-visible:ring-[3px] has-focus-visible:ring-ring/50 has-[>[data-align^=block]]:h-auto has-[>[data-align^=block]]:flex-col has-[>textarea]:h-auto dark:bg-input/30',
        className,
      )}
      {...props}
    />
  );
}

const addonVariants = cva(
  "flex h-auto cursor-text items-center justify-center gap-2 py-1.5 text-sm font-medium text-muted-foreground select-none [&>kbd]:rounded-sm [&>svg:not([class*='size-'])]:size-4",
  {
    variants: {
      align: {
        'inline-start': 'order-first pl-3',
        'inline-end': 'order-last pr-3',
        'block-start': 'order-first w-full justify-start px-3 pt-3',
        'block-end': 'order-last w-full justify-start px-3 pb-3',
      },
    },
    defaultVariants: { align: 'inline-start' },
  },
);

export function InputGroupAddon({
  className,
  align = 'inline-start',
  ...props
}: ComponentProps<'div'> & VariantProps<typeof addonVariants>) {
  const focus = (event: MouseEvent<HTMLDivElement>) => {
    if (!(event.target as HTMLElement).closest('button')) {
      event.currentTarget.parentElement?.querySelector<HTMLElement>('input, textarea')?.focus();
    }
  };
  return (
    <div
      data-slot="input-group-addon"
      data-align={align}
      className={cn(addonVariants({ align }), className)}
      onClick={focus}
      {...props}
    />
  );
}

const sizes = { xs: 'h-6 gap-1 px-2', sm: 'h-8 px-2.5', 'icon-xs': 'size-6 p-0', 'icon-sm': 'size-8 p-0' };

export function InputGroupButton({
  className,
  type = 'button',
  variant = 'ghost',
  size = 'xs',
  ...props
}: Omit<ComponentProps<typeof Button>, 'size'> & { size?: keyof typeof sizes }) {
  return <Button type={type} variant={variant} className={cn('shadow-none', sizes[size], className)} {...props} />;
}

export function InputGroupText({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={cn("flex items-center gap-2 text-sm text-muted-foreground [&_svg:not([class*='size-'])]:size-4", className)}
      {...props}
    />
  );
}

const inside = 'flex-1 rounded-none border-0 bg-transparent shadow-none focus-visible:ring-0 dark:bg-transparent';

export function InputGroupInput({ className, ...props }: ComponentProps<'input'>) {
  return <Input data-slot="input-group-control" className={cn(inside, className)} {...props} />;
}

export function InputGroupTextarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <Textarea data-slot="input-group-control" className={cn(inside, 'resize-none py-3', className)} {...props} />;
}
