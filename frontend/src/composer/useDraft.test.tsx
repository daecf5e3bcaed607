import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/api/queryClient';
import { useDraft } from './useDraft';

const door = vi.hoisted(() => ({ GET: vi.fn(), PUT: vi.fn() }));
vi.mock('@/api/client', () => ({ ...door, take: (answer: Promise<unknown>) => answer }));

const saved = () => door.PUT.mock.calls.map(([, { body }]) => (body as { text: string }).text);

async function openDraft() {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const view = renderHook(() => useDraft('home'), { wrapper });
  await waitFor(() => expect(view.result.current.text).toBe('kept'));
  vi.useFakeTimers();
  return view;
}

beforeEach(() => {
  door.GET.mockResolvedValue({ text: 'kept' });
  door.PUT.mockReset().mockResolvedValue(undefined);
});
afterEach(() => vi.useRealTimers());

it('brings back what was kept and saves once the typing pauses', async () => {
  const { result } = await openDraft();
  act(() => result.current.setText('a'));
  await vi.advanceTimersByTimeAsync(200);
  act(() => result.current.setText('ab'));
  await vi.advanceTimersByTimeAsync(249);
  expect(saved()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved()).toEqual(['ab']);
  expect(result.current.text).toBe('ab');
});

it('saves at once when the page goes', async () => {
  const { result } = await openDraft();
  act(() => result.current.setText('half a sent'));
  window.dispatchEvent(new Event('pagehide'));
  expect(saved()).toEqual(['half a sent']);
});

it('saves at once when the composer goes, and nothing that was not typed', async () => {
  const typed = await openDraft();
  act(() => typed.result.current.setText('go'));
  typed.unmount();
  expect(saved()).toEqual(['go']);
  vi.useRealTimers();
  const read = await openDraft();
  read.unmount();
  expect(saved()).toEqual(['go']);
});

it('keeps what could not be saved, for the next time', async () => {
  const { result } = await openDraft();
  door.PUT.mockRejectedValueOnce(new TypeError('away'));
  act(() => result.current.setText('first'));
  await vi.advanceTimersByTimeAsync(250);
  window.dispatchEvent(new Event('pagehide'));
  expect(saved()).toEqual(['first', 'first']);
});
