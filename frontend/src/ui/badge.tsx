import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const badgeVariants = cva('inline-flex h-4.5 items-center gap-1 rounded-xs px-1.5 text-xs whitespace-nowrap [&_svg]:size-3', {
  variants: {
    variant: {
      default: 'bg-soft text-ink-2',
      plain: 'px-0.5 text-ink-3',
      honey: 'bg-honey-soft text-honey-text',
      ok: 'bg-ok-soft text-ok-text',
      warn: 'bg-warn-soft text-warn-text',
      bad: 'bg-bad-soft text-bad-text',
      blade: 'bg-blade-soft text-blade-text',
    },
  },
  defaultVariants: { variant: 'default' },
});

export function Badge({ className, variant, ...props }: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) {
  return <span className={cn(badgeVariants({ variant }), className)} {...props} />;
}
