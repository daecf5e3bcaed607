import { KeyRound, RotateCcw } from 'lucide-react';
import { Button } from '@/ui/button';
import type { Generation } from '@/api/types';
import { ModelPicker } from '@/composer/ModelPicker';
import { duration } from './figures';
import { useNow } from './useNow';

export interface OutcomeActions {
  /** Tries again, with the model asked before when the id is empty. */
  retry: (model: string) => void;
  changeKey: () => void;
  busy: boolean;
}

/** What a reply that did not become a version says about itself, and what to do. Actions only on the last reply. */
export function Outcome({ generation, actions }: { generation: Generation; actions: OutcomeActions | undefined }) {
  if (generation.state === 'running' || generation.state === 'done') return null;
  return (
    <div role="status" className={`rounded-md border px-3 py-2.5 ${look(generation)}`}>
      <p>{sentence(generation)}</p>
      {actions && <Actions generation={generation} actions={actions} />}
    </div>
  );
}

function Actions({ generation, actions }: { generation: Generation; actions: OutcomeActions }) {
  const retryAt = generation.retry_after_ms > 0 ? generation.ended_at + generation.retry_after_ms : 0;
  const now = useNow(retryAt > 0);
  const wait = Math.max(0, retryAt - now);
  const remedy = remedyOf(generation);
  return (
    <div className="mt-2 flex flex-wrap gap-1.5">
      {remedy === 'key' && (
        <Button variant="outline" size="sm" onClick={actions.changeKey}>
          <KeyRound aria-hidden />
          Change key
        </Button>
      )}
      {remedy === 'model' && (
        <span className="flex min-w-0 items-center text-sm text-ink-2">
          Try with
          <ModelPicker value="" onChange={actions.retry} />
        </span>
      )}
      <Button
        variant={remedy === 'retry' ? 'outline' : 'ghost'}
        size="sm"
        disabled={actions.busy || wait > 0}
        onClick={() => actions.retry('')}
      >
        <RotateCcw aria-hidden />
        {wait > 0 ? `Try again in ${duration(Math.ceil(wait / 1000) * 1000)}` : 'Try again'}
      </Button>
    </div>
  );
}

/** What helps against a failure: another key, another model, or only another try. */
export function remedyOf({ state, error_code }: Pick<Generation, 'state' | 'error_code'>): 'key' | 'model' | 'retry' {
  if (state !== 'failed') return 'retry';
  if (['no_key', 'key_refused', 'no_credit', 'unauthorized'].includes(error_code)) return 'key';
  if (['model_unknown', 'context_too_long', 'moderated'].includes(error_code)) return 'model';
  return 'retry';
}

function look({ state }: Generation): string {
  if (state === 'failed') return 'border-[color-mix(in_srgb,var(--bad)_38%,var(--line))] bg-bad-soft';
  if (state === 'stopped') return 'border-line bg-sunken text-ink-2';
  return 'border-[color-mix(in_srgb,var(--warn)_38%,var(--line))] bg-warn-soft';
}

function sentence({ state, error_message }: Generation): string {
  if (error_message !== '') return error_message;
  switch (state) {
    case 'stopped':
      return 'You stopped this reply. Nothing was changed.';
    case 'cut_off':
      return 'The reply ended before it was complete. Nothing was changed.';
    case 'interrupted':
      return 'Whittle was closed while this reply was written. Nothing was changed.';
    default:
      return 'The model did not answer. Nothing was changed and your prompt is kept.';
  }
}
