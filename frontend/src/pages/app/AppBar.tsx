import { useState } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, House, MessageSquare, Pin, PinOff, RotateCw, ShieldCheck, Terminal, Trash2 } from 'lucide-react';
import { useAppActions } from '@/api/apps';
import type { App } from '@/api/types';
import { AIChip } from '@/preview/AIChip';
import type { AppRun } from '@/preview/AppRun';
import { setConsole } from '@/preview/useConsole';
import { AppIcon } from '@/ui/app-icon';
import { Button } from '@/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '@/ui/dropdown-menu';
import { MayDo } from './MayDo';

interface AppBarProps {
  app: App;
  run: AppRun;
  /** Hosts that its files name. */
  hosts: readonly string[];
  onReload: () => void;
  isConsoleOpen: boolean;
}

/** What stands over an app that is open by itself. */
export function AppBar({ app, run, hosts, onReload, isConsoleOpen }: AppBarProps) {
  const [isMayDoOpen, setMayDoOpen] = useState(false);
  return (
    <header className="flex h-11 flex-none items-center gap-2 border-b border-line bg-window ps-2 pe-3">
      <Button variant="ghost" size="icon-sm" asChild>
        <Link to="/" aria-label="Home" title="Home">
          <House aria-hidden />
        </Link>
      </Button>
      <AppIcon icon={app.icon} size={24} />
      <h1 className="truncate font-semibold">{app.name}</h1>
      <span className="grow" />
      <AIChip appID={app.id} usesAI={app.uses_ai} run={run} />
      <Button variant="ghost" size="icon-sm" asChild>
        <Link to="/apps/$id/edit" params={{ id: app.id }} aria-label="Edit in chat" title="Edit in chat">
          <MessageSquare aria-hidden />
        </Link>
      </Button>
      <AppMenu app={app} onReload={onReload} onMayDo={() => setMayDoOpen(true)} isConsoleOpen={isConsoleOpen} />
      {isMayDoOpen && <MayDo app={app} run={run} hosts={hosts} onReload={onReload} onClose={() => setMayDoOpen(false)} />}
    </header>
  );
}

interface AppMenuProps extends Omit<AppBarProps, 'run' | 'hosts'> {
  onMayDo: () => void;
}

function AppMenu({ app, onReload, onMayDo, isConsoleOpen }: AppMenuProps) {
  const { duplicate, setPinned, remove } = useAppActions();
  const navigate = useNavigate();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label="More">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onReload}>
          <RotateCw aria-hidden />
          Reload
          <DropdownMenuShortcut>Ctrl R</DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setConsole(!isConsoleOpen)}>
          <Terminal aria-hidden />
          {isConsoleOpen ? 'Hide the console' : 'Console'}
          <DropdownMenuShortcut>Ctrl J</DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onMayDo}>
          <ShieldCheck aria-hidden />
          What it may do
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void setPinned(app, !app.pinned)}>
          {app.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {app.pinned ? 'Unpin from home' : 'Pin to home'}
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={async () => {
            const copy = await duplicate(app);
            if (copy) void navigate({ to: '/apps/$id', params: { id: copy.id } });
          }}
        >
          <Copy aria-hidden />
          Duplicate
        </DropdownMenuItem>
        <DropdownMenuItem variant="destructive" onSelect={() => void remove(app).then(() => navigate({ to: '/' }))}>
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
