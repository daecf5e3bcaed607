import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PATCH, PUT, take } from '@/api/client';
import { toApiError } from '@/api/errors';
import { queries } from '@/api/queries';

type Endpoint = { kind: 'openrouter' | 'openai'; base_url?: string; key?: string };

/** Tests an endpoint and keeps it when it answers; the error is the sentence that says why it does not. */
export function useConnect(onConnected: () => Promise<void> | void) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const connect = async (endpoint: Endpoint) => {
    setBusy(true);
    setError('');
    try {
      await take(PUT('/api/endpoint', { body: endpoint }));
      if (endpoint.kind === 'openai') await chooseFirstModel(client);
      await client.invalidateQueries({ queryKey: queries.state().queryKey });
      await onConnected();
      return true;
    } catch (reason) {
      setError(toApiError(reason).message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { connect, busy, error };
}

/** A server on this computer has no default model; its first one is taken and can be changed. */
async function chooseFirstModel(client: ReturnType<typeof useQueryClient>): Promise<void> {
  const models = await client.fetchQuery({ ...queries.models(), staleTime: 0 });
  const first = models[0]?.id;
  if (first) await take(PATCH('/api/settings', { body: { model: first } }));
}
