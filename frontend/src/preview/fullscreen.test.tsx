import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppRun, type RunServices } from './AppRun';
import { FullscreenNote } from './FullscreenNote';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'userActivation');
});

function active(isActive: boolean): void {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive } });
}

describe('a page that fills the window', () => {
  it('does so only for a person who has just done something', async () => {
    const services = { appID: 'a', appName: () => 'Notes', keepHost: () => Promise.resolve() } as unknown as RunServices;
    const run = new AppRun(services);
    const ask = (on: boolean) =>
      run.answer({ verb: 'fullscreen', on }, () => undefined, new AbortController().signal, { head: () => undefined, bytes: () => Promise.resolve() });
    active(false);
    await ask(true);
    expect(run.fullscreen.get()).toBe(false);
    active(true);
    await ask(true);
    expect(run.fullscreen.get()).toBe(true);
    active(false);
    await ask(false);
    expect(run.fullscreen.get()).toBe(false);
  });

  it('is named for a moment', () => {
    vi.useFakeTimers();
    render(<FullscreenNote name="Notes" />);
    expect(screen.getByRole('status').textContent).toBe('Notes fills the window. Esc ends it.');
    act(() => void vi.advanceTimersByTime(4000));
    expect(screen.queryByRole('status')).toBeNull();
  });
});
