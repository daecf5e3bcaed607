/** Takes the pictures of docs/screenshots. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { furnish, places, type Furnished } from './stage/places';
import { inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const windows = [
  { width: 1280, height: 800, suffix: '' },
  { width: 900, height: 600, suffix: '-900' },
];
const pictures: Record<string, string> = {
  home: 'home',
  'workshop, done': 'workshop',
  'workshop, writing': 'writing',
  'an app': 'app',
};

let whittle: Whittle;
let library: Furnished;

beforeAll(async () => {
  whittle = await Whittle.start();
  library = await furnish(whittle);
});
afterAll(() => whittle.close());

/** Gives the tasks something to show. */
async function plan(page: Page): Promise<void> {
  const field = inApp(page).getByRole('main').getByRole('textbox').first();
  for (const task of ['Water the ferns today', 'Send the invoice today #work', 'Book the train tomorrow #trip', 'Call the dentist Friday #health', 'Return the library books in 10 days']) {
    await field.fill(task);
    await field.press('Enter');
  }
  await inApp(page).getByRole('checkbox').first().click();
  await see(inApp(page).getByText('1 of 2 done today'));
}

const isThemed = (scheme: string) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches;

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  for (const { width, height, suffix } of windows) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await Promise.all(page.frames().map((frame) => frame.waitForFunction(isThemed, colorScheme)));
      await page.screenshot({ path: join(folder, `${name}${suffix}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' });
    }
  }
}

test.each(places.filter(({ name }) => name in pictures))('$name', async ({ name, go }) => {
  const page = await whittle.visit({ reducedMotion: 'reduce' });
  if (name === 'an app') {
    await go(page, library);
    await plan(page);
  }
  const hold = await go(page, library);
  await take(page, pictures[name] ?? name);
  hold?.release();
});

test('first start', async () => {
  const fresh = await Whittle.start({ connected: false });
  const page = await fresh.visit({ reducedMotion: 'reduce' });
  await see(page.getByRole('button', { name: /Kanban/ }));
  await take(page, 'first-start');
  await fresh.close();
});
