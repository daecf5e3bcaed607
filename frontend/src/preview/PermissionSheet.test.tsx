import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queries } from '@/api/queries';
import type { Model, State } from '@/api/types';
import type { GrantAnswer } from './grant';
import { PermissionSheet } from './PermissionSheet';

const model: Model = {
  id: 'm/one', name: 'One', context_length: 1000, max_output: 0, prompt_price: '0.000003', completion_price: '0.000015',
  suggested: true,
};

function ask(): GrantAnswer[] {
  const answers: GrantAnswer[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(queries.state().queryKey, { connection: { kind: 'openrouter', model: 'm/one' } } as State);
  client.setQueryData(queries.models().queryKey, [model]);
  const request = { messages: [{ role: 'user' as const, content: 'Is <b>this</b> sent?' }] };
  render(
    <QueryClientProvider client={client}>
      <PermissionSheet
        app={{ name: 'Pocket Chef', icon: '<svg/>' }}
        question={{ request, answer: (answer) => answers.push(answer) }}
        container={document.body}
      />
    </QueryClientProvider>,
  );
  return answers;
}

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('PermissionSheet', () => {
  it('takes the focus on its title and shows what is sent, to whom and for how much', () => {
    ask();
    const title = screen.getByRole('heading', { name: 'Pocket Chef wants to use AI' });
    expect(document.activeElement).toBe(title);
    expect(screen.getByText(/^user: /).textContent).toBe('user: Is <b>this</b> sent?');
    expect(screen.getByText(/One at OpenRouter/)).toBeTruthy();
    expect(screen.getByText(/about \$0.0075/)).toBeTruthy();
  });

  it('takes no answer in its first half second, and each one after that', () => {
    const answers = ask();
    const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
    press('Allow once');
    now += 499;
    press('Always for this app');
    expect(answers).toEqual([]);
    now += 1;
    press('Allow once');
    press('Always for this app');
    press('No');
    expect(answers).toEqual(['once', 'always', 'no']);
  });

  it('takes Esc for no at once', () => {
    const answers = ask();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    expect(answers).toEqual(['no']);
  });
});
