import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const chats = () => page.getByRole('region', { name: 'Chats' });
const message = () => page.getByRole('textbox', { name: 'Message' });
const home = () => page.getByRole('link', { name: 'Home', exact: true }).click();

test('chats stand under their day, the newest first', async () => {
  for (const prompt of ['What is a leek?', 'What is a shallot?']) {
    await ask(page, prompt);
    await see(page.getByText('That is all it takes.', { exact: false }));
    await home();
  }
  const today = chats().getByRole('region', { name: 'Today' });
  await becomes(() => today.getByRole('link').allInnerTexts(), ['What is a shallot?', 'What is a leek?']);
});

test('tomorrow they stand under yesterday', async () => {
  const tomorrow = await whittle.visit();
  await tomorrow.clock.setFixedTime(Date.now() + 24 * 3600 * 1000);
  await tomorrow.reload();
  await see(tomorrow.getByRole('region', { name: 'Yesterday' }).getByRole('link', { name: 'What is a leek?' }));
});

test('a chat is renamed from its menu and by F2', async () => {
  await chats().getByRole('link', { name: 'What is a leek?' }).hover();
  await chats().getByRole('button', { name: 'Actions for What is a leek?' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title of the chat' }).fill('Leeks');
  await page.keyboard.press('Enter');
  await see(chats().getByRole('link', { name: 'Leeks' }));
  await chats().getByRole('link', { name: 'What is a shallot?' }).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Title of the chat' }).fill('Shallots');
  await page.keyboard.press('Enter');
  await see(chats().getByRole('link', { name: 'Shallots' }));
});

test('a deleted chat comes back with Undo, with what was said', async () => {
  await chats().getByRole('link', { name: 'Leeks' }).focus();
  await page.keyboard.press('Delete');
  await seeNot(chats().getByRole('link', { name: 'Leeks' }));
  await page.getByText('Leeks deleted.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await chats().getByRole('link', { name: 'Leeks' }).click();
  await see(page.getByRole('region', { name: 'Conversation' }).getByText('You wrote: What is a leek?', { exact: false }));
});

test('chats are there after the program was started again', async () => {
  await page.context().close();
  await whittle.quit();
  await whittle.run();
  page = await whittle.visit();
  await chats().getByRole('link', { name: 'Leeks' }).click();
  await see(page.getByRole('region', { name: 'Conversation' }).getByText('You wrote: What is a leek?', { exact: false }));
});

test('a question costs, and what it cost stands below the reply and in the sidebar', async () => {
  await see(page.getByText(/in, \d+ out · (about )?\$0\.\d+/));
  await home();
  await see(page.getByText(/for 2 calls/));
});

test('what is typed survives leaving, reloading and restarting, at home and in a chat', async () => {
  const prompt = () => page.getByRole('textbox', { name: 'Your prompt' });
  await prompt().fill('a thing I have not sent');
  await chats().getByRole('link', { name: 'Leeks' }).click();
  await message().fill('Why a second thing?');
  await page.reload();
  await becomes(() => message().inputValue(), 'Why a second thing?');
  await home();
  await becomes(() => prompt().inputValue(), 'a thing I have not sent');
  await chats().getByRole('link', { name: 'Shallots' }).click();
  await becomes(() => message().inputValue(), '');
  await page.context().close();
  await whittle.quit();
  await whittle.run();
  page = await whittle.visit();
  await becomes(() => prompt().inputValue(), 'a thing I have not sent');
  await chats().getByRole('link', { name: 'Leeks' }).click();
  await becomes(() => message().inputValue(), 'Why a second thing?');
});

test('what was sent is no draft any more', async () => {
  await message().press('Enter');
  await see(page.getByText('You wrote: Why a second thing?', { exact: false }));
  await becomes(() => message().inputValue(), '');
  await page.reload();
  await see(page.getByText('You wrote: Why a second thing?', { exact: false }));
  expect(await message().inputValue()).toBe('');
});
