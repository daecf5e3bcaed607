import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { House, Info, Keyboard, MessageSquare, PanelLeft, Settings, Shapes, SquarePen } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { queries } from '@/api/queries';
import { focusComposer } from '@/composer/focusComposer';
import { setLayout, useLayout } from '@/stores/layout';
import { AppIcon } from '@/ui/app-icon';
import { CommandDialog, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '@/ui/command';

type CommandBarProps = { onClose: () => void; onKeys: () => void };

/** Apps, chats and actions in one list. */
export function CommandBar({ onClose, onKeys }: CommandBarProps) {
  const apps = useQuery(queries.apps()).data ?? [];
  const sessions = useQuery(queries.sessions()).data ?? [];
  const navigate = useNavigate();
  const { sidebar } = useLayout();
  const chosen = useRef<() => unknown>(undefined);
  const run = (act: () => unknown) => () => {
    chosen.current = act;
    onClose();
  };
  // what was chosen runs once the bar is gone, so that the bar does not take the focus back from it
  const runChosen = (event: Event) => {
    if (!chosen.current) return;
    event.preventDefault();
    void chosen.current();
  };
  return (
    <CommandDialog open onOpenChange={(open) => !open && onClose()} title="Command bar" description="Apps, chats and actions" onCloseAutoFocus={runChosen}>
      <CommandInput placeholder="Find an app, a chat or an action" />
      <CommandList>
        <CommandEmpty>Nothing is called that.</CommandEmpty>
        <CommandGroup heading="Actions">
          <Action icon={<SquarePen />} name="New app" onSelect={run(() => navigate({ to: '/' }).then(focusComposer))} />
          <Action icon={<House />} name="Home" onSelect={run(() => navigate({ to: '/' }))} />
          <Action icon={<Shapes />} name="Templates" onSelect={run(() => navigate({ to: '/templates' }))} />
          <Action icon={<Settings />} name="Settings" onSelect={run(() => navigate({ to: '/settings' }))} />
          <Action icon={<Info />} name="About Whittle" onSelect={run(() => navigate({ to: '/about' }))} />
          <Action icon={<PanelLeft />} name={sidebar ? 'Hide the sidebar' : 'Show the sidebar'} onSelect={run(() => setLayout({ sidebar: !sidebar }))} />
          <Action icon={<Keyboard />} name="Keys" onSelect={run(onKeys)} />
        </CommandGroup>
        {apps.length > 0 && (
          <CommandGroup heading="Apps">
            {apps.map((app) => (
              <CommandItem
                key={app.id}
                value={`app ${app.name} ${app.id}`}
                onSelect={run(() => navigate({ to: '/apps/$id', params: { id: app.id } }))}
              >
                <AppIcon icon={app.icon} size={20} />
                {app.name}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        {sessions.length > 0 && (
          <CommandGroup heading="Chats">
            {sessions.map((session) => (
              <CommandItem
                key={session.id}
                value={`chat ${session.title} ${session.id}`}
                onSelect={run(() => navigate({ to: '/chats/$id', params: { id: session.id } }))}
              >
                <MessageSquare />
                {session.title || 'New chat'}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </CommandDialog>
  );
}

function Action({ icon, name, onSelect }: { icon: ReactNode; name: string; onSelect: () => void }) {
  return (
    <CommandItem value={name} onSelect={onSelect}>
      {icon}
      {name}
    </CommandItem>
  );
}
