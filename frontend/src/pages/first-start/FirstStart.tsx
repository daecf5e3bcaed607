import { useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { PATCH, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import { StarterShelf } from '@/pages/home/StarterShelf';
import { Mark } from '@/shell/Mark';
import { Button } from '@/ui/button';
import { ConnectOpenRouter } from './ConnectOpenRouter';
import { UseLocalModel } from './UseLocalModel';

/** The first minute: choose where the model comes from, or begin without one. */
export function FirstStart() {
  const client = useQueryClient();
  const welcomed = async () => {
    await attempt(take(PATCH('/api/settings', { body: { welcomed: true } })));
    await client.invalidateQueries({ queryKey: queries.state().queryKey });
  };
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid min-h-full max-w-[1016px] grid-rows-[auto_1fr_auto] gap-8 px-5 py-8 @min-[900px]:px-8 @min-[900px]:py-14">
        <header>
          <p className="mb-3 flex items-center gap-2 text-md font-semibold">
            <Mark size={24} />
            Whittle
          </p>
          <h1 className="text-2xl font-semibold tracking-tight">Say what you need, get a small app.</h1>
          <p className="mt-1 max-w-[68ch] text-md text-ink-2">
            Whittle asks a model to write it, runs it in a closed frame on this computer, and keeps every version. Choose
            where the model comes from. You can change it later.
          </p>
        </header>
        <div className="grid content-start gap-8">
          <div className="grid gap-3 @min-[760px]:grid-cols-[1.15fr_1fr]">
            <ConnectOpenRouter onConnected={welcomed} />
            <UseLocalModel onConnected={welcomed} />
          </div>
          <StarterShelf title="Or start from a starter" onTaken={welcomed} />
        </div>
        <footer className="flex items-center gap-2 text-sm text-ink-2">
          <Lock aria-hidden className="size-3.5 text-ink-3" />
          Keys go to this computer’s keyring, or to an encrypted file where there is none. Apps never see them.
          <Button variant="link" className="ms-auto" onClick={() => void welcomed()}>
            Look around first
          </Button>
        </footer>
      </div>
    </main>
  );
}
