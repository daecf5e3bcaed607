/** The components that apps are given, on one page that holds them all, in the sandbox that apps run in. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Frame, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { violations } from './stage/look';
import { see, seeNot } from './stage/person';

const gallery = join(import.meta.dirname, '../../backend/builder/testdata/gallery');
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data: blob:; img-src data:; font-src data:; connect-src data: blob:";

let browser: Browser;
let page: Page;
let app: Frame;
const errors: string[] = [];

beforeAll(async () => {
  const out = join(inject('stage'), 'gallery.html');
  execFileSync(join(inject('stage'), 'whittle'), ['build', gallery, '-o', out]);
  browser = await chromium.connect(inject('browser'));
  page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const headers = { 'content-security-policy': policy };
  await page.route('https://gallery.test/app', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: readFileSync(out) }),
  );
  await page.route('https://gallery.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><html lang="en"><title>Gallery</title><iframe title="App" sandbox="allow-scripts allow-forms" style="position:fixed;inset:0;border:0;width:100%;height:100%" src="/app"></iframe>',
    }),
  );
  await page.goto('https://gallery.test/');
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('The page has no frame.');
  app = frame;
  await see(app.getByRole('heading', { name: 'Components' }));
});
afterAll(async () => {
  await browser.close();
});

/** Holds a key as long as a finger does; radio groups look whether it is still down. */
const key = (name: string) => page.keyboard.press(name, { delay: 50 });
const button = (name: string) => app.getByRole('button', { name, exact: true });

/** Presses Escape until it is gone: a layer listens a moment after it is seen. */
const escape = (layer: Locator) => expect.poll(async () => (await key('Escape'), layer.isVisible())).toBe(false);

test('controls take mouse and keyboard', async () => {
  await button('Clicked 0').click();
  await see(button('Clicked 1'));
  await app.getByRole('link', { name: 'As a link' }).waitFor();
  await app.getByLabel('Agree').press('Space');
  expect(await app.getByLabel('Agree').isChecked()).toBe(true);
  await app.getByText('Wireless').click();
  expect(await app.getByRole('switch').isChecked()).toBe(true);
  await app.getByLabel('Tea').focus();
  await key('ArrowRight');
  await expect.poll(() => app.getByLabel('Coffee').isChecked()).toBe(true);
  await app.getByRole('slider', { name: 'Volume' }).focus();
  await key('ArrowRight');
  await see(app.getByText('Volume 50'));
  await app.getByRole('button', { name: 'Bold' }).click();
  expect(await app.getByRole('button', { name: 'Bold' }).getAttribute('aria-pressed')).toBe('true');
  await app.getByRole('radio', { name: 'Right' }).click();
  expect(await app.getByRole('radio', { name: 'Left' }).isChecked()).toBe(false);
  await app.getByLabel('Code').pressSequentially('1234');
  expect(await app.getByLabel('Code').inputValue()).toBe('1234');
});

test('a select is chosen from by keyboard', async () => {
  await app.getByRole('combobox', { name: 'Fruit' }).focus();
  await key('Enter');
  await expect.poll(() => app.getByRole('option', { name: 'Apple' }).evaluate((it) => it === document.activeElement)).toBe(true);
  await key('ArrowDown');
  await key('Enter');
  await expect.poll(() => app.getByRole('combobox', { name: 'Fruit' }).innerText()).toBe('Pear');
});

test('a form says what is wrong beside the field', async () => {
  await app.getByLabel('Email').fill('ada');
  await button('Send').click();
  await see(app.getByText('An address has an @ in it.'));
  expect(await app.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  await app.getByLabel('Email').fill('ada@example.com');
  await button('Send').click();
  await see(app.getByText('Sent to ada@example.com'));
  await app.getByRole('gridcell').getByRole('button', { name: /May 20/ }).click();
  await see(app.getByText('Day 20'));
});

for (const [name, title] of [
  ['Dialog', 'Edit profile'],
  ['Alert dialog', 'Delete the list?'],
  ['Sheet', 'Filters'],
  ['Drawer', 'Move goal'],
] as const) {
  test(`${name.toLowerCase()} opens, takes the focus and gives it back`, async () => {
    await button(name).click();
    const open = app.getByRole(name === 'Alert dialog' ? 'alertdialog' : 'dialog', { name: title });
    await see(open);
    await expect.poll(() => open.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    await escape(open);
    await expect.poll(() => button(name).evaluate((it) => it === document.activeElement)).toBe(true);
  });
}

test('small overlays show and go', async () => {
  await button('Popover').click();
  await see(app.getByText('Width 100 %'));
  await escape(app.getByText('Width 100 %'));
  await button('Tooltip').hover();
  await see(app.getByRole('tooltip'));
  await button('Hover card').hover();
  await see(app.getByText('Joined in 2021'));
  await button('Toast').click();
  await see(app.getByText('The list is kept.'));
  await button('Sonner').click();
  await see(app.getByText('Sunday at nine'));
});

test('menus are walked by keyboard', async () => {
  await button('Menu').focus();
  await key('Enter');
  await see(app.getByRole('menuitem', { name: /Profile/ }));
  await app.getByRole('menuitemcheckbox', { name: 'Status bar' }).click();
  await see(app.getByText('bar off'));
  await button('Menu').click();
  await app.getByRole('menuitemradio', { name: 'Bottom' }).click();
  await see(app.getByText('bottom', { exact: false }));
  await button('Menu').click();
  await app.getByRole('menuitem', { name: 'More' }).focus();
  await key('ArrowRight');
  await see(app.getByRole('menuitem', { name: 'Export' }));
  await key('Enter');
  await see(app.getByText('Picked export'));
  await app.getByText('Right-click here').click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Back' }).click();
  await see(app.getByText('Picked back'));
  await app.getByRole('menuitem', { name: 'File' }).click();
  await app.getByRole('menuitem', { name: 'New tab' }).click();
  await see(app.getByText('Picked new tab'));
  await button('Guides').click();
  await see(app.getByRole('link', { name: 'First steps' }));
  await key('Escape');
});

test('a command list finds what is typed', async () => {
  await app.getByRole('combobox', { name: 'Language' }).click();
  await app.getByPlaceholder('Search a language').fill('fre');
  await key('Enter');
  await expect.poll(() => app.getByRole('combobox', { name: 'Language' }).innerText()).toBe('French');
  await button('Palette').click();
  await see(app.getByRole('dialog', { name: 'Command palette' }));
  await key('Enter');
  await seeNot(app.getByRole('dialog', { name: 'Command palette' }));
});

test('parts of a page open, turn and move', async () => {
  await button('Is it accessible?').click();
  await see(app.getByText('It follows the pattern.'));
  await app.getByRole('tab', { name: 'Account' }).focus();
  await key('ArrowRight');
  await see(app.getByText('Your password is here.'));
  await button('Three more').click();
  await see(app.getByText('Now there are three more.'));
  await button('Next slide').click();
  await expect.poll(() => button('Previous slide').isEnabled()).toBe(true);
  const handle = app.getByRole('separator', { name: 'Resize' });
  const before = await handle.boundingBox();
  await handle.focus();
  await key('ArrowRight');
  await expect.poll(async () => (await handle.boundingBox())?.x).toBeGreaterThan(before?.x ?? 0);
  await see(app.getByText('Home page'));
  await button('Toggle sidebar').click();
  await expect.poll(async () => (await app.locator('[data-slot=sidebar]').boundingBox())?.width).toBeLessThan(60);
  expect(await app.locator('.recharts-bar-rectangle').count()).toBe(6);
});

test('nobody is kept out, in light and dark', async () => {
  await app.locator('[data-sonner-toast], [data-slot=tooltip-content]').waitFor({ state: 'detached' }); // faint on their way out
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await app.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, colorScheme === 'dark');
    await app.evaluate(() => Promise.allSettled(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished)));
    expect([colorScheme, await violations(app as unknown as Page)]).toEqual([colorScheme, []]);
  }
});

test('nothing was written to the console as an error', () => {
  expect(errors).toEqual([]);
});
