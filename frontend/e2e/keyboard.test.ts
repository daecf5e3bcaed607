import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { becomes, inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start({ connected: false });
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

/** What a screen reader would call the focused thing. */
const focused = () =>
  page.evaluate(() => {
    const it = document.activeElement;
    return it?.getAttribute('aria-label') || it?.textContent?.trim() || it?.getAttribute('title') || it?.tagName || '';
  });

/** Presses Tab until the focus is there; every stop on the way must show where it is. */
async function tabTo(name: string, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press(key);
    seen.push(await focused());
    if (seen.at(-1) === name) return;
  }
  throw new Error(`${name} cannot be reached with ${key}: ${seen.join(' | ')}`);
}

test('from the first start to a running app without a mouse', async () => {
  await see(page.getByRole('heading', { name: 'Say what you need, get a small app.' }));
  await tabTo('OpenRouter key');
  await page.keyboard.type('sk-or-v1-standin');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { name: 'What do you need?' }));
  await becomes(focused, 'Your prompt');
  await page.keyboard.type('A page that splits a bill');
  await page.keyboard.press('Enter');
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  await becomes(focused, 'Message');
});

test('into the app with Tab, out of it with Esc twice', async () => {
  await tabTo('Tip Splitter');
  await becomes(() => inApp(page).locator(':focus').getAttribute('id'), 'bill');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('200');
  await becomes(() => inApp(page).locator('#total').innerText(), '$230.00');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await becomes(() => page.evaluate(() => document.activeElement?.tagName), 'SECTION');
});

test('F6 goes from pane to pane, and Ctrl L to the composer', async () => {
  await page.keyboard.press('Control+l');
  await becomes(focused, 'Message');
  await page.keyboard.press('F6');
  await becomes(focused, 'Tip Splitter');
  await page.keyboard.press('Shift+F6');
  await becomes(focused, 'Chat');
});

test('the tabs have their keys', async () => {
  for (const [key, tab] of [['c', 'Code'], ['v', 'Versions'], ['p', 'Preview']] as const) {
    await page.keyboard.press(`Control+Shift+${key}`);
    await becomes(() => page.getByRole('tab', { name: tab }).getAttribute('aria-selected'), 'true');
  }
  await page.keyboard.press('Control+j');
  await see(page.getByRole('region', { name: 'Console' }));
  await page.keyboard.press('Control+j');
});

test('a reply is stopped with Esc twice', async () => {
  const hold = whittle.gate.holdAt('color-scheme');
  await page.keyboard.press('Control+l');
  await page.keyboard.type('Make the accent teal');
  await page.keyboard.press('Enter');
  await hold.reached;
  await see(page.getByRole('list', { name: 'Files being written' }));
  await page.keyboard.press('Escape');
  await see(page.getByText('Esc again stops'));
  await page.keyboard.press('Escape');
  await see(page.getByText('Stopped.', { exact: false }));
  hold.release();
});

test('the list of keys opens with the question mark and closes with Esc', async () => {
  await page.keyboard.press('F6');
  await page.keyboard.press('?');
  await see(page.getByRole('dialog', { name: 'Keys' }));
  await page.keyboard.press('Escape');
  await becomes(() => page.getByRole('dialog').count(), 0);
});

test('wherever the focus is, it can be seen', async () => {
  for (const path of ['#/', '#/settings']) {
    await page.goto(new URL(path, whittle.url).href);
    await see(page.getByRole('main'));
    for (let press = 0; press < 25; press++) {
      await page.keyboard.press('Tab');
      const bare = await page.evaluate(() => {
        const it = document.activeElement;
        if (!it || it === document.body) return '';
        for (let around: Element | null = it; around; around = around.parentElement) {
          const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(around);
          if (boxShadow !== 'none' || (outlineStyle !== 'none' && outlineWidth !== '0px')) return '';
          if (around.clientWidth > it.clientWidth * 4) break;
        }
        return it.outerHTML.slice(0, 200);
      });
      expect(bare, 'focused, and nothing shows it').toBe('');
    }
  }
});
