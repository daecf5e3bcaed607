import { Link } from '@tanstack/react-router';
import { MessageSquare } from 'lucide-react';
import type { App } from '@/api/types';
import { Problems } from '@/chat/Problems';
import type { OpenedApp } from '@/preview/useOpened';
import { Button } from '@/ui/button';

/** Why an app that is open by itself shows nothing, or not its newest version. */
export function AppNotice({ app, opened }: { app: App; opened: OpenedApp }) {
  if (app.version === 0) return <Sentence app={app}>{app.name} has no version yet.</Sentence>;
  if (opened.error) return <Sentence app={app}>{opened.error.message}</Sentence>;
  if (opened.opened?.url !== '') return null;
  return (
    <div className="mx-auto w-full max-w-[640px] p-4">
      <Sentence app={app}>Version {app.version} cannot be built.</Sentence>
      <Problems problems={opened.opened.problems} price="" onFix={undefined} />
    </div>
  );
}

function Sentence({ app, children }: { app: App; children: React.ReactNode }) {
  return (
    <div role="alert" className="flex items-center gap-3 px-4 py-2.5">
      <p className="min-w-0 flex-1">{children}</p>
      <Button variant="outline" size="sm" asChild>
        <Link to="/apps/$id/edit" params={{ id: app.id }}>
          <MessageSquare aria-hidden />
          Edit in chat
        </Link>
      </Button>
    </div>
  );
}
