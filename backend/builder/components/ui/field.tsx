import type { ComponentProps, ReactNode } from 'react';
import { cva, type VariantProps } from 'class-variance-authority';
import { Label } from '@/components/ui/label';
import { Separator } from '@/components/ui/separator';
import { cn } from '@/lib/utils';

export function FieldSet({ className, ...props }: ComponentProps<'fieldset'>) {
  return <fieldset data-slot="field-set" className={cn('flex flex-col gap-6', className)} {...props} />;
}

export function FieldLegend({
  className,
  variant = 'legend',
  ...props
}: ComponentProps<'legend'> & { variant?: 'legend' | 'label' }) {
  return (
    <legend
      data-slot="field-legend"
      className={cn('mb-3 font-medium', variant === 'label' ? 'text-sm' : 'text-base', className)}
      {...props}
    />
  );
}

export function FieldGroup({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="field-group"
      className={cn('group/field-group @container/field-group flex w-full flex-col gap-7', className)}
      {...props}
    />
  );
}

const fieldVariants = cva('group/field flex w-full gap-3 data-[invalid=true]:text-destructive', {
  variants: {
    orientation: {
      vertical: 'flex-col [&>*]:w-full [&>.sr-only]:w-auto',
      horizontal: 'flex-row items-center [&>[data-slot=field-label]]:flex-auto',
      responsive: 'flex-col @md/field-group:flex-row @md/field-group:items-center [&>*]:w-full @md/field-group:[&>*]:w-auto',
    },
  },
  defaultVariants: { orientation: 'vertical' },
});

export function Field({
  className,
  orientation,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof fieldVariants>) {
  return <div role="group" data-slot="field" className={cn(fieldVariants({ orientation }), className)} {...props} />;
}

export function FieldContent({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div data-slot="field-content" className={cn('flex flex-1 flex-col gap-1.5 leading-snug', className)} {...props} />
  );
}

export function FieldLabel({ className, ...props }: ComponentProps<typeof Label>) {
  return <Label data-slot="field-label" className={cn('flex w-fit gap-2 leading-snug', className)} {...props} />;
}

export function FieldTitle({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="field-title"
      className={cn('flex w-fit items-center gap-2 text-sm leading-snug font-medium', className)}
      {...props}
    />
  );
}

export function FieldDescription({ className, ...props }: ComponentProps<'p'>) {
  return (
    <p
      data-slot="field-description"
      className={cn('text-sm leading-normal font-normal text-muted-foreground', className)}
      {...props}
    />
  );
}

export function FieldSeparator({ children, className, ...props }: ComponentProps<'div'>) {
  return (
    <div data-slot="field-separator" className={cn('relative -my-2 h-5 text-sm', className)} {...props}>
      <Separator className="absolute inset-0 top-1/2" />
      {children && (
        <span className="relative mx-auto block w-fit bg-background px-2 text-muted-foreground">{children}</span>
      )}
    </div>
  );
}

type FieldErrorProps = ComponentProps<'div'> & { errors?: Array<{ message?: string } | undefined> };

/** Its children, else the messages of errors, each once; nothing when there are none. */
export function FieldError({ className, children, errors = [], ...props }: FieldErrorProps) {
  const messages = [...new Set(errors.map((error) => error?.message).filter(Boolean))];
  const body: ReactNode =
    children ?? (messages.length > 1 ? messages.map((text) => <p key={text}>{text}</p>) : messages[0]);
  if (!body) {
    return null;
  }
  return (
    <div role="alert" data-slot="field-error" className={cn('text-sm font-normal text-destructive', className)} {...props}>
      {body}
    </div>
  );
}
