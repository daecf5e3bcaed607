import { useQueryClient } from '@tanstack/react-query';
import { PATCH, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import type { Settings } from '@/api/types';

/** Changes settings and shows them. */
export function useChange(): (body: Partial<Pick<Settings, 'model' | 'theme' | 'libraries' | 'library_limit'>>) => Promise<void> {
  const client = useQueryClient();
  return async (body) => {
    await attempt(take(PATCH('/api/settings', { body })));
    await client.invalidateQueries({ queryKey: queries.state().queryKey });
  };
}
