import { useQueryClient } from '@tanstack/react-query';
import { DELETE, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import type { Connection } from '@/api/types';
import { Button } from '@/ui/button';

const places: Record<Connection['key_place'], string> = {
  environment: 'The key comes from OPENROUTER_API_KEY in the environment, which wins over a saved one and is never written down.',
  keyring: 'The key lies in this computer’s keyring.',
  file: 'No keyring answers here, so the key lies encrypted in the library folder.',
  none: '',
};

/** Which endpoint is asked now and where its key lies. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const client = useQueryClient();
  const forget = async () => {
    await attempt(take(DELETE('/api/key')));
    await client.invalidateQueries({ queryKey: queries.state().queryKey });
  };
  const removable = connection.key_place === 'keyring' || connection.key_place === 'file';
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line bg-raised p-4 shadow-1">
      <span aria-hidden className={`mt-[7px] size-[7px] shrink-0 rounded-full ${connection.ready ? 'bg-ok' : 'bg-ink-4'}`} />
      <div className="min-w-0 flex-1">
        <p data-selectable className="wrap-anywhere">
          {connection.ready ? (
            <>
              Connected to <strong>{connection.kind === 'openrouter' ? 'OpenRouter' : 'a model server'}</strong> at {connection.base_url}
            </>
          ) : (
            'No model is connected. Apps and starters work without one.'
          )}
        </p>
        {connection.url_from_env && <p className="text-ink-2">The address comes from OPENROUTER_BASE_URL in the environment.</p>}
        {places[connection.key_place] && <p className="text-ink-2">{places[connection.key_place]}</p>}
      </div>
      {removable && (
        <Button variant="outline" onClick={() => void forget()}>
          Forget the key
        </Button>
      )}
    </div>
  );
}
