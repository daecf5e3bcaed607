import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const conversation = (on: Page) => on.getByRole('region', { name: 'Conversation' });

interface Part {
  type: string;
  text: string;
  lines?: number;
}

/** The file of the running reply, as the library has it. */
async function fileSoFar(): Promise<Part | undefined> {
  const id = /chats\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const { messages } = await whittle.api<{ messages: { parts: Part[] }[] }>('GET', `/sessions/${id}`);
  return messages.at(-1)?.parts.find((part) => part.type === 'file');
}

test('a page that is loaded again in mid-stream misses nothing', async () => {
  const first = whittle.gate.holdAt('color-scheme');
  await ask(page, 'A page that splits a bill');
  await first.reached;
  await see(page.getByRole('list', { name: 'Files being written' }));
  await page.reload();
  await see(page.getByRole('list', { name: 'Files being written' }).getByText('index.html'));
  const second = first.releaseTo('<fieldset>');
  await second.reached;
  const files = page.getByRole('list', { name: 'Files being written' });
  await expect.poll(async () => (await fileSoFar())?.text).toContain('<fieldset>');
  await becomes(() => files.innerText(), `index.html\n${(await fileSoFar())?.lines ?? 0} lines`);
  second.release();
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  await see(page.getByText('The amounts follow your keyboard', { exact: false }));
});

test('the page that rejoined shows what a fresh one shows', async () => {
  const fresh = await whittle.visit();
  await fresh.goto(page.url());
  await see(inApp(fresh).getByRole('heading', { name: 'Tip Splitter' }));
  expect(await conversation(fresh).innerText()).toBe(await conversation(page).innerText());
});

test('two windows follow the same reply', async () => {
  const other = await whittle.visit();
  await other.goto(page.url());
  await see(inApp(other).getByRole('heading', { name: 'Tip Splitter' }));
  const hold = whittle.gate.holdAt('color-scheme');
  await page.getByRole('textbox', { name: 'Message' }).fill('Make the accent teal');
  await page.getByRole('button', { name: 'Send' }).click();
  await hold.reached;
  for (const window of [page, other]) await see(window.getByRole('list', { name: 'Files being written' }));
  await see(other.getByRole('button', { name: 'Stop' }));
  hold.release();
  for (const window of [page, other]) await see(window.getByText('version 2', { exact: true }));
});

test('a reply cut by the end of the program says so after the next start', async () => {
  const hold = whittle.gate.holdAt('color-scheme');
  await page.getByRole('textbox', { name: 'Message' }).fill('Make the accent red');
  await page.getByRole('button', { name: 'Send' }).click();
  await hold.reached;
  await see(page.getByRole('list', { name: 'Files being written' }));
  await whittle.quit();
  hold.release();
  await whittle.run();
  const path = new URL(page.url()).hash;
  const after = await whittle.visit();
  await after.goto(new URL(path, whittle.url).href);
  await see(after.getByText('Whittle was closed while this was written', { exact: false }));
  await see(conversation(after).getByText('Make the accent red'));
  await see(after.getByText('version 2', { exact: true }));
  whittle.errors.length = 0; // the windows of the first start lost their server
});
