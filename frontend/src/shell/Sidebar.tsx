import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { House, Settings, Shapes, SquarePen } from 'lucide-react';
import { money } from '@/api/format';
import { queries } from '@/api/queries';
import { Kbd } from '@/ui/kbd';
import { Chats } from './Chats';
import { Mark } from './Mark';

const item =
  'flex h-7 items-center gap-2 rounded-sm px-2 text-ink-2 hover:bg-hover data-[status=active]:bg-selected data-[status=active]:text-ink [&_svg]:size-4 [&_svg]:text-ink-3 data-[status=active]:[&_svg]:text-ink';

export function Sidebar() {
  return (
    <nav aria-label="Main" className="flex w-(--nav-width) shrink-0 flex-col border-e border-line bg-window px-2 pt-2.5">
      <div className="mb-1.5 flex h-8 items-center gap-2 ps-2 pe-1.5 text-md font-semibold">
        <Mark />
        Whittle
        <Link to="/" aria-label="New app" title="New app (Ctrl N)" className="ms-auto grid size-7 place-items-center rounded-sm text-ink-3 hover:bg-hover">
          <SquarePen className="size-4" />
        </Link>
      </div>
      <Link to="/" className={item} activeOptions={{ exact: true }}>
        <House />
        Home
      </Link>
      <Link to="/templates" className={item}>
        <Shapes />
        Templates
      </Link>
      <Chats />
      <div className="-mx-2 border-t border-line p-2">
        <SpentToday />
        <Link to="/settings" className={item}>
          <Settings />
          Settings
          <Kbd className="ms-auto text-ink-2">Ctrl ,</Kbd>
        </Link>
      </div>
    </nav>
  );
}

function SpentToday() {
  const state = useQuery(queries.state());
  const today = state.data?.today;
  if (!today || today.calls === 0) return null;
  return (
    <p className="flex justify-between px-2 py-1 text-ink-2">
      Today
      <span>
        <strong className="text-ink tabular-nums">{money(today.cost_usd)}</strong> for {today.calls}{' '}
        {today.calls === 1 ? 'call' : 'calls'}
      </span>
    </p>
  );
}
