import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Sparkles } from 'lucide-react';
import { PUT, take } from '@/api/client';
import { queries } from '@/api/queries';
import type { GrantState } from '@/api/types';
import { money } from '@/api/format';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/ui/dropdown-menu';
import type { AppRun } from './AppRun';
import { useStore } from './useStore';

const choices: { state: GrantState; label: string }[] = [
  { state: 'ask', label: 'Ask me first' },
  { state: 'allowed', label: 'Always allow' },
  { state: 'denied', label: 'Never allow' },
];

/** Says that an app uses AI and what that cost today; its menu changes the permission. */
export function AIChip({ appID, usesAI, run }: { appID: string; usesAI: boolean; run: AppRun }) {
  const used = useStore(run.usedAI);
  const usage = useQuery(queries.appUsage(appID));
  const grant = useQuery(queries.aiGrant(appID));
  const today = usage.data?.today;
  if (!usesAI && !used && !today?.calls) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="inline-flex h-[22px] items-center gap-1 rounded-xs bg-honey-soft px-2 text-xs whitespace-nowrap text-honey-text tabular-nums [&_svg]:size-[13px]">
        <Sparkles aria-hidden />
        {grant.data?.state === 'denied' ? 'may not use AI' : `uses AI · ${money(today?.cost_usd ?? '0')} today`}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {choices.map(({ state, label }) => (
          <GrantItem key={state} appID={appID} state={state} label={label} current={grant.data?.state} run={run} />
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

interface GrantItemProps {
  appID: string;
  state: GrantState;
  label: string;
  current: GrantState | undefined;
  run: AppRun;
}

function GrantItem({ appID, state, label, current, run }: GrantItemProps) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => take(PUT('/api/apps/{id}/grants/ai', { params: { path: { id: appID } }, body: { state } })),
    onSuccess: () => {
      run.grant.forget();
      void client.invalidateQueries({ queryKey: queries.aiGrant(appID).queryKey });
    },
  });
  return (
    <DropdownMenuItem aria-checked={current === state} role="menuitemradio" onSelect={() => change.mutate()}>
      <Check className={current === state ? '' : 'invisible'} aria-hidden />
      {label}
    </DropdownMenuItem>
  );
}
