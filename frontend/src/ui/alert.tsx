import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const alertVariants = cva(
  'grid grid-cols-[auto_1fr] gap-x-3 gap-y-2 rounded-lg border p-3 text-ink [&>svg]:mt-0.5 [&>svg]:size-4',
  {
    variants: {
      variant: {
        default: 'border-line bg-raised [&>svg]:text-ink-3',
        warn: 'border-warn/50 bg-warn-soft [&>svg]:text-warn-text',
        destructive: 'border-bad/50 bg-bad-soft [&>svg]:text-bad-text',
        honey: 'border-honey/50 bg-honey-soft [&>svg]:text-honey-text',
        info: 'border-transparent bg-blade-soft text-blade-text [&>svg]:text-blade-text',
      },
    },
    defaultVariants: { variant: 'default' },
  },
);

export function Alert({ className, variant, role = 'alert', ...props }: ComponentProps<'div'> & VariantProps<typeof alertVariants>) {
  return <div role={role} className={cn(alertVariants({ variant }), className)} {...props} />;
}

export function AlertTitle({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('col-start-2 font-semibold', className)} {...props} />;
}

export function AlertDescription({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('col-start-2', className)} {...props} />;
}
