import type { ComponentProps } from 'react';
import { Slot } from '@radix-ui/react-slot';
import { cva, type VariantProps } from 'class-variance-authority';
import { Separator } from '@/components/ui/separator';
import { cn } from '@/lib/utils';

export function ItemGroup({ className, ...props }: ComponentProps<'div'>) {
  return <div role="list" data-slot="item-group" className={cn('flex flex-col', className)} {...props} />;
}

export function ItemSeparator({ className, ...props }: ComponentProps<typeof Separator>) {
  return <Separator data-slot="item-separator" orientation="horizontal" className={cn('my-0', className)} {...props} />;
}

const itemVariants = cva(
  'flex flex-wrap items-center rounded-md border border-transparent text-sm transition-colors outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/50 [a&]:hover:bg-accent/50',
  {
    variants: {
      variant: { default: 'bg-transparent', outline: 'border-border', muted: 'bg-muted/50' },
      size: { default: 'gap-4 p-4', sm: 'gap-2.5 px-4 py-3' },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
);

export function Item({
  className,
  variant,
  size,
  asChild = false,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof itemVariants> & { asChild?: boolean }) {
  const Element = asChild ? Slot : 'div';
  return <Element data-slot="item" className={cn(itemVariants({ variant, size }), className)} {...props} />;
}

const mediaVariants = cva('flex shrink-0 items-center justify-center gap-2 [&_svg]:pointer-events-none', {
  variants: {
    variant: {
      default: 'bg-transparent',
      icon: "size-8 rounded-sm border bg-muted [&_svg:not([class*='size-'])]:size-4",
      image: 'size-10 overflow-hidden rounded-sm [&_img]:size-full [&_img]:object-cover',
    },
  },
  defaultVariants: { variant: 'default' },
});

export function ItemMedia({ className, variant, ...props }: ComponentProps<'div'> & VariantProps<typeof mediaVariants>) {
  return <div data-slot="item-media" className={cn(mediaVariants({ variant }), className)} {...props} />;
}

export function ItemContent({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="item-content" className={cn('flex flex-1 flex-col gap-1', className)} {...props} />;
}

export function ItemTitle({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-title"
      className={cn('flex w-fit items-center gap-2 text-sm leading-snug font-medium', className)}
      {...props}
    />
  );
}

export function ItemDescription({ className, ...props }: ComponentProps<'p'>) {
  return (
    <p
      data-slot="item-description"
      className={cn('line-clamp-2 text-sm leading-normal font-normal text-balance text-muted-foreground', className)}
      {...props}
    />
  );
}

export function ItemActions({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="item-actions" className={cn('flex items-center gap-2', className)} {...props} />;
}

export function ItemHeader({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-header"
      className={cn('flex basis-full items-center justify-between gap-2', className)}
      {...props}
    />
  );
}

export function ItemFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-footer"
      className={cn('flex basis-full items-center justify-between gap-2', className)}
      {...props}
    />
  );
}
