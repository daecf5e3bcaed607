import { useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Globe, HousePlug, RotateCcw, Sparkles } from 'lucide-react';
import { PUT, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import type { App, Grant, GrantState, HostRequest } from '@/api/types';
import type { AppRun } from '@/preview/AppRun';
import { useStore } from '@/preview/useStore';
import { Button } from '@/ui/button';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/ui/dialog';
import { Switch } from '@/ui/switch';
import { Requests } from './Requests';

interface MayDoProps {
  app: App;
  run: AppRun;
  /** Hosts that the app's files name. */
  hosts: readonly string[];
  onClose: () => void;
  /** Opens the app anew, which takes back what its page may show. */
  onReload: () => void;
}

/** What an app was allowed and refused, with a way to change every answer. */
export function MayDo({ app, run, hosts, onClose, onReload }: MayDoProps) {
  const client = useQueryClient();
  const grants = useQuery(queries.grants(app.id)).data ?? [];
  const requests = useQuery({ ...queries.requests(app.id), staleTime: 0 }).data ?? [];
  const once = useStore(run.grant.once);
  const taken = useRef(false);
  const change = async (name: string, state: GrantState) => {
    if (name === 'ai') await run.grant.change(state);
    else await take(PUT('/api/apps/{id}/grants', { params: { path: { id: app.id } }, body: { name, state } }));
    if (name !== 'ai' && state !== 'allowed') taken.current = true;
    await client.invalidateQueries({ queryKey: queries.grants(app.id).queryKey });
  };
  const close = () => {
    if (taken.current) onReload();
    onClose();
  };
  const known = new Set(grants.map(({ name }) => name.slice(name.indexOf(':') + 1)));
  const more = hosts.filter((host) => !known.has(host));
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>What {app.name} may do</DialogTitle>
          <DialogDescription>{grants.length === 0 ? 'It has not asked for anything yet.' : 'A change holds at once.'}</DialogDescription>
        </DialogHeader>
        {grants.length > 0 && (
          <ul className="rounded-xl border border-line bg-raised px-3.5">
            {grants.map((grant) => (
              <Row key={grant.name} grant={grant} once={once && grant.name === 'ai'} requests={requests} onChange={(state) => void attempt(change(grant.name, state))} />
            ))}
          </ul>
        )}
        {more.length > 0 && (
          <p className="text-sm text-ink-2">
            It may ask for: <span className="break-words">{more.join(', ')}</span>
          </p>
        )}
        <Requests requests={requests} />
      </DialogContent>
    </Dialog>
  );
}

interface RowProps {
  grant: Grant;
  /** Whether the answer holds until the app is closed. */
  once: boolean;
  requests: readonly HostRequest[];
  onChange: (state: GrantState) => void;
}

function Row({ grant, once, requests, onChange }: RowProps) {
  const allowed = grant.state === 'allowed';
  const label = words(grant.name);
  return (
    <li className="flex items-center gap-3 border-b border-line py-2.5 last:border-0">
      <span className="text-ink-3 [&_svg]:size-4" aria-hidden>
        {grant.name === 'ai' ? <Sparkles /> : grant.name.startsWith('local:') ? <HousePlug /> : <Globe />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block break-words">{label}</span>
        <span className="block text-sm text-ink-2 tabular-nums">{once ? 'Until it is closed.' : used(grant, requests)}</span>
      </span>
      <Button variant="ghost" size="icon-sm" aria-label={`Ask me again: ${label}`} title="Ask me again" onClick={() => onChange('ask')}>
        <RotateCcw aria-hidden />
      </Button>
      <Switch checked={allowed} aria-label={label} onCheckedChange={(on) => onChange(on ? 'allowed' : 'denied')} />
    </li>
  );
}

function words(name: string): string {
  if (name === 'ai') return 'Use AI';
  const host = name.slice(name.indexOf(':') + 1);
  const bare = host.replace(/^http:\/\//, '');
  const where = name.startsWith('local:') ? `${bare} in your own network` : bare;
  return `Reach ${where}${bare !== host && !name.startsWith('local:') ? ', not encrypted' : ''}`;
}

/** How often the host was reached since the program started, and when last. */
function used(grant: Grant, requests: readonly HostRequest[]): string {
  if (grant.state === 'denied') return 'You said no.';
  if (grant.name === 'ai') return 'You said yes.';
  const own = requests.filter(({ host }) => grant.name.endsWith(`:${host}`));
  const last = own.at(-1);
  if (!last) return 'Not used since Whittle started.';
  const at = new Date(last.at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  return `${own.length === 1 ? '1 request' : `${own.length} requests`} since Whittle started, the last at ${at}.`;
}
