import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from './errors';
import { createQueryClient } from './queryClient';

afterEach(() => {
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

it('reads from this computer while the network is away', async () => {
  onlineManager.setOnline(false);
  await expect(createQueryClient().fetchQuery({ queryKey: ['x'], queryFn: () => 'here' })).resolves.toBe('here');
});

it.each([
  ['an answer that did not come', new ApiError('unavailable', 'Away.'), 3],
  ['a refusal', new ApiError('not_found', 'Gone.'), 1],
])('asks for %s as often as makes sense', async (_, error, times) => {
  vi.useFakeTimers();
  const queryFn = vi.fn().mockRejectedValue(error);
  const failed = expect(createQueryClient().fetchQuery({ queryKey: ['y'], queryFn })).rejects.toBe(error);
  await vi.runAllTimersAsync();
  await failed;
  expect(queryFn).toHaveBeenCalledTimes(times);
});
