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

test('every starter opens and writes nothing bad to the console', async () => {
  const { items } = await whittle.api<{ items: { id: string; name: string }[] }>('GET', '/starters');
  expect(items.length).toBeGreaterThanOrEqual(12);
  for (const { name } of items) {
    await page.goto(new URL('#/', whittle.url).href);
    await page.reload();
    const again = page.getByRole('button', { name: 'Take a starter' });
    const card = page.getByRole('button', { name: new RegExp(`^${name} `) });
    await see(again.or(card));
    if (await again.isVisible()) await again.click();
    await card.click();
    await see(page.getByRole('heading', { name, level: 1 }));
    await see(inApp(page).locator('body').getByRole('heading').or(inApp(page).getByRole('button')).or(inApp(page).getByRole('textbox')));
    expect([name, whittle.errors]).toEqual([name, []]);
  }
});

test('what was done in a starter is there after a reload and after a restart', async () => {
  await page.goto(new URL('#/', whittle.url).href);
  await page.getByRole('main').getByRole('link', { name: /^Tasks/ }).click();
  const field = () => inApp(page).getByRole('main').getByRole('textbox').first();
  await field().fill('Water the ferns');
  await field().press('Enter');
  await see(inApp(page).getByText('Water the ferns', { exact: true }));
  await page.keyboard.press('Control+r');
  await see(inApp(page).getByText('Water the ferns', { exact: true }));
  await page.reload();
  await see(inApp(page).getByText('Water the ferns', { exact: true }));
  const path = new URL(page.url()).hash;
  await page.context().close();
  await whittle.quit();
  await whittle.run();
  page = await whittle.visit();
  await page.goto(new URL(path, whittle.url).href);
  await see(inApp(page).getByText('Water the ferns', { exact: true }));
});
