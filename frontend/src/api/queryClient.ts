import { QueryClient } from '@tanstack/react-query';
import { toApiError } from './errors';

const RETRIES = 2;

/**
 * Makes the cache of what the door answers. The door is on this computer, so being offline holds nothing back, and only
 * an answer that did not come is asked for again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && toApiError(error).code === 'unavailable',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
