import { type ComponentProps, type ReactElement } from 'react';
import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { DayPicker, getDefaultClassNames } from 'react-day-picker';
import { buttonVariants, type ButtonProps } from '@/components/ui/button';
import { cn } from '@/lib/utils';

export type CalendarProps = ComponentProps<typeof DayPicker> & {
  buttonVariant?: ButtonProps['variant'];
  initialFocus?: boolean;
};

const arrows = { left: ChevronLeft, right: ChevronRight, up: ChevronDown, down: ChevronDown };

function Chevron({ orientation = 'left', className }: { orientation?: keyof typeof arrows; className?: string }) {
  const Arrow = arrows[orientation];
  return <Arrow aria-hidden className={cn('size-4', className)} />;
}

/** The name of a day for those who do not see it. It has the number that the button shows in it. */
function dayName(day: Date, { today, selected }: { today?: boolean; selected?: boolean }) {
  const name = day.toLocaleDateString(undefined, { dateStyle: 'full' });
  return `${today ? 'Today, ' : ''}${name}${selected ? ', selected' : ''}`;
}

/** A month of days to choose from, by react-day-picker; mode is single, multiple or range. */
export function Calendar({
  className,
  classNames,
  showOutsideDays = true,
  buttonVariant = 'ghost',
  initialFocus,
  components,
  labels,
  ...props
}: CalendarProps): ReactElement {
  const own = getDefaultClassNames();
  const arrow = cn(buttonVariants({ variant: buttonVariant, size: 'icon-sm' }), 'select-none aria-disabled:opacity-50');
  return (
    <DayPicker
      showOutsideDays={showOutsideDays}
      autoFocus={initialFocus}
      className={cn('group/calendar w-fit bg-background p-3', className)}
      classNames={{
        root: cn('w-fit', own.root),
        months: cn('relative flex flex-col gap-4 md:flex-row', own.months),
        month: cn('flex w-full flex-col gap-4', own.month),
        nav: cn('absolute inset-x-0 top-0 flex w-full items-center justify-between gap-1', own.nav),
        button_previous: cn(arrow, own.button_previous),
        button_next: cn(arrow, own.button_next),
        month_caption: cn('flex h-8 w-full items-center justify-center px-8', own.month_caption),
        dropdowns: cn('flex h-8 w-full items-center justify-center gap-1.5 text-sm font-medium', own.dropdowns),
        dropdown_root: cn('relative rounded-md border border-input shadow-xs', own.dropdown_root),
        dropdown: cn('absolute inset-0 bg-popover opacity-0', own.dropdown),
        caption_label: cn(
          'text-sm font-medium select-none',
          props.captionLayout?.startsWith('dropdown') && 'flex h-8 items-center gap-1 pr-1 pl-2',
          own.caption_label,
        ),
        month_grid: 'w-full border-collapse',
        weekdays: cn('flex', own.weekdays),
        weekday: cn('w-8 flex-1 text-[0.8rem] font-normal text-muted-foreground select-none', own.weekday),
        week: cn('mt-2 flex w-full', own.week),
        week_number: cn('text-[0.8rem] text-muted-foreground select-none', own.week_number),
        day: cn('relative aspect-square size-full p-0 text-center select-none', own.day),
        day_button: cn(
          buttonVariants({ variant: 'ghost', size: 'icon-sm' }),
          'font-normal group-data-[selected]/day:bg-primary',
          own.day_button,
        ),
        selected:
          'rounded-md bg-primary text-primary-foreground [&>button]:hover:bg-primary [&>button]:hover:text-primary-foreground',
        range_start: cn('rounded-l-md', own.range_start),
        range_middle: cn(
          'rounded-none bg-accent text-accent-foreground [&>button]:hover:bg-accent [&>button]:hover:text-accent-foreground',
          own.range_middle,
        ),
        range_end: cn('rounded-r-md', own.range_end),
        today: cn('rounded-md [&:not([data-selected])]:bg-accent', own.today),
        outside: cn('text-muted-foreground', own.outside),
        disabled: cn('text-muted-foreground opacity-50', own.disabled),
        hidden: cn('invisible', own.hidden),
        ...classNames,
      }}
      labels={{ labelDayButton: dayName, ...labels }}
      components={{ Chevron, ...components }}
      {...props}
    />
  );
}
