import { useQuery } from '@tanstack/react-query';
import { Check, Sparkles } from 'lucide-react';
import { attempt } from '@/api/mutate';
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
  const once = useStore(run.grant.once);
  const today = useQuery(queries.appUsage(appID)).data?.today;
  const state = useQuery(queries.aiGrant(appID)).data?.state;
  if (!usesAI && !used) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="inline-flex h-[22px] items-center gap-1 rounded-xs bg-honey-soft px-2 text-xs whitespace-nowrap text-honey-text tabular-nums [&_svg]:size-[13px]">
        <Sparkles aria-hidden />
        {state === 'denied' ? 'may not use AI' : `uses AI · ${money(today?.cost_usd ?? '0')} today`}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {once && <Choice label="Allowed until it is closed" chosen onChoose={() => undefined} />}
        {choices.map((choice) => (
          <Choice
            key={choice.state}
            label={choice.label}
            chosen={!once && state === choice.state}
            onChoose={() => void attempt(run.grant.change(choice.state))}
          />
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Choice({ label, chosen, onChoose }: { label: string; chosen: boolean; onChoose: () => void }) {
  return (
    <DropdownMenuItem role="menuitemradio" aria-checked={chosen} onSelect={onChoose}>
      <Check className={chosen ? '' : 'invisible'} aria-hidden />
      {label}
    </DropdownMenuItem>
  );
}
