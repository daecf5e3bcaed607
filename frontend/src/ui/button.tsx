import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const buttonVariants = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm border transition-colors select-none disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-3.75 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default:
          'border-transparent bg-blade font-semibold text-on-blade hover:bg-blade-hover [&_svg]:text-current',
        outline: 'border-line-strong bg-raised text-ink shadow-1 hover:bg-hover active:bg-press [&_svg]:text-ink-3',
        ghost: 'border-transparent text-ink-2 hover:bg-hover active:bg-press [&_svg]:text-ink-3',
        destructive: 'border-transparent bg-bad font-semibold text-on-bad hover:opacity-90',
        link: 'border-transparent px-0 text-blade-text underline-offset-2 hover:underline',
      },
      size: {
        default: 'h-7 px-2.5',
        sm: 'h-6 px-2 text-sm',
        lg: 'h-8 px-3.5',
        icon: 'size-7 p-0 [&_svg]:size-4',
        'icon-sm': 'size-6 p-0',
      },
    },
    compoundVariants: [{ variant: 'link', class: 'h-auto px-0' }],
    defaultVariants: { variant: 'default', size: 'default' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

export function Button({ className, variant, size, asChild = false, type = 'button', ...props }: ButtonProps) {
  const Comp = asChild ? Slot.Root : 'button';
  return <Comp className={cn(buttonVariants({ variant, size }), className)} {...(asChild ? {} : { type })} {...props} />;
}
