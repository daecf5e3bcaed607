import { Link } from '@tanstack/react-router';
import { House, Settings, Shapes } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tooltip, TooltipContent, TooltipTrigger } from '@/ui/tooltip';
import { Mark } from './Mark';

const item =
  'grid size-9 place-items-center rounded-md text-ink-3 hover:bg-hover data-[status=active]:bg-selected data-[status=active]:text-ink [&_svg]:size-4.5';

export function Rail() {
  return (
    <nav aria-label="Main" className="flex w-(--nav-width) shrink-0 flex-col items-center gap-1 border-e border-line bg-window py-2.5">
      <Link to="/" aria-label="Whittle, home" className="mb-1 grid size-9 place-items-center rounded-md">
        <Mark />
      </Link>
      <RailItem label="Home">
        <Link to="/" className={item} activeOptions={{ exact: true }} aria-label="Home">
          <House />
        </Link>
      </RailItem>
      <RailItem label="Templates">
        <Link to="/templates" className={item} aria-label="Templates">
          <Shapes />
        </Link>
      </RailItem>
      <RailItem label="Settings">
        <Link to="/settings" className={`${item} mt-auto`} aria-label="Settings">
          <Settings />
        </Link>
      </RailItem>
    </nav>
  );
}

function RailItem({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Tooltip>
      <TooltipTrigger asChild>{children}</TooltipTrigger>
      <TooltipContent side="right">{label}</TooltipContent>
    </Tooltip>
  );
}
