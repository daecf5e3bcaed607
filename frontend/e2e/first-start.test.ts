import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start({ connected: false });
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

test('a refused key is told in a sentence and not kept', async () => {
  await see(page.getByRole('heading', { name: 'Say what you need, get a small app.' }));
  await page.getByLabel('OpenRouter key').fill('sk-or-refused-000');
  await page.getByRole('button', { name: 'Connect' }).click();
  await see(page.getByRole('alert').filter({ hasText: 'refused' }));
  await expect(page.getByLabel('OpenRouter key').getAttribute('aria-invalid')).resolves.toBe('true');
  const state = await whittle.api<{ connection: { ready: boolean; key_place: string } }>('GET', '/state');
  expect(state.connection).toMatchObject({ ready: false, key_place: 'none' });
});

test('a text that is no key is told apart from a refused one', async () => {
  await page.getByLabel('OpenRouter key').fill('hello');
  await page.getByRole('button', { name: 'Connect' }).click();
  await see(page.getByRole('alert').filter({ hasText: 'sk-or-' }));
});

test('a local server that is not there is told with its address', async () => {
  await page.getByLabel('Address of the server').fill('http://127.0.0.1:9/v1');
  await page.getByRole('button', { name: 'Use it' }).click();
  await see(page.getByRole('alert').filter({ hasText: '127.0.0.1:9' }));
});

test('looking around leads to the launcher, and is remembered', async () => {
  await page.getByRole('button', { name: 'Look around first' }).click();
  await see(page.getByRole('heading', { name: 'What do you need?' }));
  await page.reload();
  await see(page.getByText('No apps yet. Say what you need, or take a starter.'));
});

test('a prompt without a model is kept and offers the nearest starters', async () => {
  const prompt = page.getByRole('textbox', { name: 'Your prompt' });
  await prompt.fill('a kanban board for my move');
  await prompt.press('Enter');
  const offer = page.getByRole('status', { name: 'No model is connected' });
  await see(offer.getByText('No model was used, because none is connected.'));
  await expect(offer.getByRole('button').nth(1).innerText()).resolves.toContain('Kanban');
  await expect(prompt.inputValue()).resolves.toBe('a kanban board for my move');
  expect(whittle.gate.calls).toEqual([]);
});

test('the starter that was offered opens, and the prompt is still there', async () => {
  await page.getByRole('status', { name: 'No model is connected' }).getByRole('button', { name: /Kanban/ }).click();
  await see(page.getByRole('heading', { name: 'Kanban', level: 1 }));
  await see(inApp(page).getByRole('heading').or(inApp(page).getByRole('button')));
  await page.getByRole('link', { name: 'Home' }).click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Your prompt' }).inputValue()).toBe('a kanban board for my move');
});

test('a good key connects from the settings, and the kept prompt can be sent', async () => {
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('link', { name: 'Connect a model' }).click();
  await page.getByLabel('OpenRouter key').fill('sk-or-v1-standin');
  await page.getByRole('button', { name: 'Connect' }).click();
  await see(page.getByText(/Connected to OpenRouter/));
  await expect.poll(() => page.getByLabel('OpenRouter key').inputValue()).toBe('');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
});
