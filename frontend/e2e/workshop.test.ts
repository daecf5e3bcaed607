import { afterAll, afterEach, beforeAll, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, say, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

test('a prompt becomes a web page that is used at once', async () => {
  const hold = whittle.gate.holdAt('color-scheme');
  await ask(page, 'A page that splits a bill');
  await hold.reached;
  await see(page.getByText('A bill splitter: type the bill', { exact: false }));
  await see(page.getByRole('list', { name: 'Files being written' }).getByText('index.html'));
  await see(page.getByRole('tabpanel').getByText('--accent: #b4532a', { exact: false }));
  await see(page.getByRole('button', { name: 'Stop' }));
  hold.release();
  const app = inApp(page);
  await app.getByLabel('Bill', { exact: true }).fill('100');
  await app.getByRole('button', { name: '20 %' }).click();
  await becomes(() => app.locator('#each').innerText(), '$60.00');
  await see(page.getByText('version 1', { exact: true }));
  await see(page.getByText('Runs without errors'));
});

test('what the app stored is there after a reload', async () => {
  await page.getByRole('button', { name: 'Reload the app' }).click();
  await becomes(() => inApp(page).getByRole('button', { name: '20 %' }).getAttribute('aria-pressed'), 'true');
});

test('a change makes version 2 while version 1 stays usable', async () => {
  const hold = whittle.gate.holdAt('color-scheme');
  await say(page, 'Make the accent teal');
  await hold.reached;
  await see(page.getByText('Version 2 is being written. You are using version 1.'));
  await inApp(page).getByRole('button', { name: '10 %' }).click();
  hold.release();
  await see(page.getByText('version 2', { exact: true }));
  await seeNot(page.getByText('Version 2 is being written', { exact: false }));
});

test('the older version opens from the list, and the newer one again', async () => {
  await page.getByRole('tab', { name: 'Versions' }).click();
  await see(page.getByRole('heading', { name: 'Version 2' }));
  await page.getByRole('button', { name: 'Open version 1' }).click();
  await see(page.getByText('Version 1, to look at. Version 2 is in use.'));
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  await page.getByRole('button', { name: 'Back to version 2' }).click();
  await seeNot(page.getByText('Version 1, to look at.', { exact: false }));
});

test('a prompt becomes a React app of several files', async () => {
  await page.goto(new URL('#/', whittle.url).href);
  const hold = whittle.gate.holdAt('export function Shelf');
  await page.getByRole('button', { name: /^Template/ }).click();
  await page.getByRole('menuitem', { name: 'React' }).click();
  await ask(page, 'A reading list');
  await hold.reached;
  const files = page.getByRole('list', { name: 'Files being written' });
  await see(files.getByText('src/books.ts'));
  await see(files.getByText('src/Shelf.tsx'));
  await becomes(() => files.getByRole('progressbar', { name: 'src/books.ts' }).getAttribute('aria-valuenow'), '100');
  hold.release();
  const app = inApp(page);
  await app.getByRole('searchbox', { name: 'Find a title or an author' }).fill('calvino');
  await see(app.getByText('Invisible Cities'));
  await seeNot(app.getByText('The Dispossessed'));
});

test('the code can be read, file by file', async () => {
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('tabpanel').getByText('styles.css').first().click();
  await see(page.getByRole('tabpanel').getByText('font', { exact: false }));
});
