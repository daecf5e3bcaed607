import { Command as Base } from 'cmdk';
import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Dialog, DialogContent, DialogDescription, DialogTitle } from './dialog';

export function Command({ className, ...props }: ComponentProps<typeof Base>) {
  return <Base className={cn('flex max-h-full flex-col overflow-hidden', className)} {...props} />;
}

type CommandDialogProps = ComponentProps<typeof Dialog> &
  Pick<ComponentProps<typeof DialogContent>, 'onCloseAutoFocus'> & { title: string; description: string };

export function CommandDialog({ title, description, onCloseAutoFocus, children, ...props }: CommandDialogProps) {
  return (
    <Dialog {...props}>
      <DialogContent showClose={false} onCloseAutoFocus={onCloseAutoFocus} className="top-[12vh] w-[min(560px,calc(100vw-32px))] translate-y-0 gap-0 overflow-hidden p-0">
        <DialogTitle className="sr-only">{title}</DialogTitle>
        <DialogDescription className="sr-only">{description}</DialogDescription>
        <Command loop>{children}</Command>
      </DialogContent>
    </Dialog>
  );
}

export function CommandInput({ className, ...props }: ComponentProps<typeof Base.Input>) {
  return (
    <div className="flex items-center gap-2 border-b border-line px-3">
      <Search className="size-4 text-ink-3" aria-hidden />
      <Base.Input className={cn('h-9 w-full bg-transparent outline-none placeholder:text-ink-3 focus-visible:shadow-none', className)} {...props} />
    </div>
  );
}

export function CommandList({ className, ...props }: ComponentProps<typeof Base.List>) {
  return <Base.List className={cn('max-h-80 scroll-py-1 overflow-y-auto p-1', className)} {...props} />;
}

export function CommandEmpty(props: ComponentProps<typeof Base.Empty>) {
  return <Base.Empty className="px-2 py-4 text-ink-3" {...props} />;
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Base.Group>) {
  return (
    <Base.Group
      className={cn('[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3', className)}
      {...props}
    />
  );
}

export function CommandItem({ className, ...props }: ComponentProps<typeof Base.Item>) {
  return (
    <Base.Item
      className={cn('flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 select-none data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3', className)}
      {...props}
    />
  );
}
