import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { becomes, names, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  for (const starter of ['tasks', 'pomodoro', 'habits', 'budget', 'notes', 'kanban', 'units']) {
    const app = await whittle.api<{ id: string }>('POST', '/apps', { starter });
    if (['tasks', 'pomodoro', 'habits', 'budget'].includes(starter)) await whittle.api('PUT', `/apps/${app.id}/pin`);
  }
  page = await whittle.visit();
});
beforeEach(async () => {
  await page.goto(new URL('#/', whittle.url).href);
  await page.reload();
  await see(apps());
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const apps = () => page.getByRole('region', { name: 'All apps' });
const pins = () => page.getByRole('region', { name: 'Pinned' });
const link = (section: Locator, name: string) => section.getByRole('link', { name: new RegExp(`^${name}`) });
const focused = () => page.evaluate(() => document.activeElement?.querySelector('span span')?.textContent ?? document.activeElement?.tagName);
const toast = () => page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');

test('pins are dragged into another order, which survives a reload', async () => {
  await becomes(() => names(pins()), ['Tasks', 'Pomodoro', 'Habit Ring', 'Budget']);
  const from = await link(pins(), 'Budget').boundingBox();
  const to = await link(pins(), 'Tasks').boundingBox();
  if (!from || !to) throw new Error('The pins are not on the screen.');
  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 32, { steps: 4 });
  await page.mouse.move(to.x + 30, to.y + 30, { steps: 8 });
  await page.mouse.up();
  await becomes(() => names(pins()), ['Budget', 'Tasks', 'Pomodoro', 'Habit Ring']);
  expect(page.url()).toMatch(/#\/$/);
  await page.reload();
  await becomes(() => names(pins()), ['Budget', 'Tasks', 'Pomodoro', 'Habit Ring']);
});

test('pins are moved by keyboard, and the focus goes along', async () => {
  await link(pins(), 'Budget').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await becomes(() => names(pins()), ['Tasks', 'Budget', 'Pomodoro', 'Habit Ring']);
  await becomes(focused, 'Budget');
  await page.keyboard.press('Alt+ArrowRight');
  await becomes(() => names(pins()), ['Tasks', 'Pomodoro', 'Budget', 'Habit Ring']);
  await page.reload();
  await becomes(() => names(pins()), ['Tasks', 'Pomodoro', 'Budget', 'Habit Ring']);
});

test('the slash goes to the search, which finds as one types', async () => {
  await link(apps(), 'Tasks').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('pomo');
  await becomes(() => names(apps()), ['Pomodoro']);
  await page.keyboard.press('Escape');
  await becomes(async () => (await names(apps())).length, 7);
  await page.getByRole('searchbox', { name: 'Search apps' }).fill('rocket');
  await see(page.getByText('Nothing is called that.'));
});

test('arrows, Home and End walk the grid as it lies', async () => {
  const order = await names(apps());
  await apps().locator('a[data-item]').first().focus();
  const walk: [string, number][] = [
    ['ArrowRight', 1],
    ['ArrowDown', 4],
    ['ArrowLeft', 3],
    ['ArrowUp', 0],
    ['End', 6],
    ['Home', 0],
  ];
  for (const [key, index] of walk) {
    await page.keyboard.press(key);
    await becomes(focused, order[index]);
  }
});

test('F2 renames in place, Esc leaves the name', async () => {
  await link(apps(), 'Kanban').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of Kanban' }).fill('Move');
  await page.keyboard.press('Escape');
  await link(apps(), 'Kanban').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of Kanban' }).fill('Moving house');
  await page.keyboard.press('Enter');
  await see(link(apps(), 'Moving house'));
});

test('P pins, and Undo takes it back', async () => {
  await link(apps(), 'Unit Converter').focus();
  await page.keyboard.press('p');
  await see(link(pins(), 'Unit Converter'));
  await toast().getByRole('button', { name: 'Undo' }).click();
  await seeNot(link(pins(), 'Unit Converter'));
});

test('D makes a copy under a name of its own', async () => {
  await link(apps(), 'Markdown Notes').focus();
  await page.keyboard.press('d');
  await becomes(async () => (await names(apps())).length, 8);
  const copies = (await names(apps())).filter((name) => name.startsWith('Markdown Notes'));
  expect(new Set(copies).size).toBe(2);
});

test('Delete deletes, Undo brings back', async () => {
  await link(apps(), 'Moving house').focus();
  await page.keyboard.press('Delete');
  await seeNot(link(apps(), 'Moving house'));
  await see(toast().getByText('Moving house deleted.'));
  await toast().getByRole('button', { name: 'Undo' }).click();
  await see(link(apps(), 'Moving house'));
});

test('E opens the chat of an app, Enter the app', async () => {
  await link(apps(), 'Pomodoro').focus();
  await page.keyboard.press('e');
  await see(page.getByRole('textbox', { name: 'Message' }));
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await link(apps(), 'Pomodoro').focus();
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { name: 'Pomodoro', level: 1 }));
});

test('the same things are in the menu of the second mouse button', async () => {
  await link(apps(), 'Tasks').click({ button: 'right' });
  await see(page.getByRole('menu'));
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(
    ['Open', 'Edit in chat', 'Unpin', 'Rename', 'Duplicate', 'Delete'].map((name) => expect.stringContaining(name)),
  );
  await page.getByRole('menuitem', { name: 'Unpin' }).click();
  await seeNot(link(pins(), 'Tasks'));
});

test('the command bar finds an app and opens it', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('habit');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { name: 'Habit Ring', level: 1 }));
});

test('Ctrl 4 opens the first pin', async () => {
  const [first] = await names(pins());
  await page.keyboard.press('Control+4');
  await see(page.getByRole('heading', { name: first ?? '', level: 1 }));
});
