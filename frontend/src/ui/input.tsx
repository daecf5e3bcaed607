import type { ComponentProps } from 'react';
import { cn } from './cn';

export const fieldClass =
  'w-full min-w-0 rounded-sm border border-line-control bg-raised text-ink placeholder:text-ink-3 disabled:opacity-50 aria-invalid:border-bad';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(fieldClass, 'h-7 px-2', className)} {...props} />;
}
