import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start({ connected: false });
  page = await whittle.visit({ colorScheme: 'light' });
  await page.getByLabel('OpenRouter key').fill('sk-or-v1-standin');
  await page.getByRole('button', { name: 'Connect' }).click();
  await see(page.getByRole('heading', { name: 'What do you need?' }));
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const settings = () => page.goto(new URL('#/settings', whittle.url).href);
const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const inAppBackground = () => inApp(page).locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);

test('the theme is applied to the shell and passed to the running app', async () => {
  await ask(page, 'A page that splits a bill');
  await becomes(inAppBackground, 'rgb(247, 243, 238)');
  const app = page.url();
  await settings();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  const dark = await background();
  await page.goto(app);
  await becomes(inAppBackground, 'rgb(28, 24, 21)');
  await settings();
  await page.getByRole('radio', { name: 'Light' }).click();
  await becomes(async () => (await background()) === dark, false);
});

test('an open app follows when the theme changes under it', async () => {
  await page.goBack();
  await becomes(inAppBackground, 'rgb(247, 243, 238)');
  await whittle.api('PATCH', '/settings', { theme: 'dark' });
  await becomes(inAppBackground, 'rgb(28, 24, 21)');
});

test('left to the system, the theme follows it', async () => {
  await whittle.api('PATCH', '/settings', { theme: 'system' });
  await becomes(inAppBackground, 'rgb(247, 243, 238)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await becomes(inAppBackground, 'rgb(28, 24, 21)');
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
});

test('the default model is chosen from the list and asked from then on', async () => {
  await settings();
  await page.getByRole('main').getByRole('button', { name: /^Model:/ }).click();
  await page.getByPlaceholder('Find a model').fill('gpt-oss');
  await page.getByRole('option', { name: /gpt-oss-20b/ }).click();
  await see(page.getByRole('main').getByRole('button', { name: /gpt-oss-20b/ }));
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await ask(page, 'What is a leek?');
  await see(page.getByText('That is all it takes.', { exact: false }));
  expect(whittle.gate.calls.at(-1)?.model).toBe('openai/gpt-oss-20b');
});

test('a model chosen in the composer is asked for that prompt', async () => {
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('combobox').fill('kimi');
  await page.getByRole('option', { name: /Kimi K2/ }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('What is a shallot?');
  await page.keyboard.press('Enter');
  await see(page.getByText('You wrote: What is a shallot?', { exact: false }));
  expect(whittle.gate.calls.at(-1)?.model).toBe('moonshotai/kimi-k2-0905');
});

test('the key is there after a restart and gone when it is forgotten', async () => {
  await page.context().close();
  await whittle.quit();
  await whittle.run();
  page = await whittle.visit();
  await settings();
  await see(page.getByText(/Connected to OpenRouter/));
  await see(page.getByText('the key lies encrypted in the library folder', { exact: false }));
  await page.getByRole('button', { name: 'Forget the key' }).click();
  await see(page.getByText('No model is connected. Apps and starters work without one.'));
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your prompt' }).fill('a timer for tea');
  await page.keyboard.press('Enter');
  await see(page.getByRole('status', { name: 'No model is connected' }));
});
