import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AskDialog } from './AskDialog';
import { LinkDialog } from './LinkDialog';

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe.each([
  ['LinkDialog', 'Open', (answer: (yes: boolean) => void) => <LinkDialog appName="Notes" question={{ url: 'https://a.test/', host: 'a.test', answer }} />],
  ['AskDialog', 'Let it read', (answer: (yes: boolean) => void) => <AskDialog question={{ title: 'Read?', text: 'All.', yes: 'Let it read', answer }} />],
])('%s', (_, yes, dialog) => {
  it('takes no yes in its first half second', () => {
    const answers: boolean[] = [];
    render(dialog((answer) => answers.push(answer)));
    fireEvent.click(screen.getByRole('button', { name: yes }));
    expect(answers).toEqual([]);
    now += 500;
    fireEvent.click(screen.getByRole('button', { name: yes }));
    expect(answers[0]).toBe(true);
  });

  it('begins anew with another question', () => {
    const answers: boolean[] = [];
    const answer = (value: boolean) => answers.push(value);
    const { rerender } = render(dialog(answer));
    now += 1000;
    rerender(dialog(answer));
    fireEvent.click(screen.getByRole('button', { name: yes }));
    expect(answers).toEqual([]);
  });
});
