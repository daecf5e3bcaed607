import type { ComponentProps } from 'react';
import { cn } from './cn';
import { fieldClass } from './input';

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(fieldClass, 'min-h-16 resize-none px-2 py-1.5', className)} {...props} />;
}
