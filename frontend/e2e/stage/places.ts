/** The places of Whittle that are looked at for access, for size and for pictures: how to get to each. */
import type { Page } from 'playwright-core';
import { ask, inApp, say, see } from './person';
import type { Hold } from './gate';
import type { Whittle } from './whittle';

/** A library with pins, apps, chats and an app that asks a model. */
export interface Furnished {
  whittle: Whittle;
  tasks: string;
  /** A chat whose app has two versions. */
  chat: string;
  /** A chat whose last reply failed. */
  failed: string;
  /** A chat whose app cannot be built. */
  broken: string;
  companion: string;
}

const starters = ['tasks', 'pomodoro', 'habits', 'budget', 'notes', 'kanban', 'units', 'chat', 'flashcards', 'drawing'];

export async function furnish(whittle: Whittle): Promise<Furnished> {
  const ids = new Map<string, string>();
  for (const starter of starters) ids.set(starter, (await whittle.api<{ id: string }>('POST', '/apps', { starter })).id);
  for (const pin of starters.slice(0, 6)) await whittle.api('PUT', `/apps/${ids.get(pin)}/pin`);
  const page = await whittle.visit();
  const home = () => page.goto(new URL('#/', whittle.url).href);
  const chatAbout = async (prompt: string) => {
    await home();
    await ask(page, prompt);
    return new URL(page.url()).hash;
  };
  const broken = await playing(whittle, 'broken-app', async () => {
    const chat = await chatAbout('A reading list in React');
    await see(page.getByText('Could not be built'));
    return chat;
  });
  const failed = await playing(whittle, '402', async () => {
    const chat = await chatAbout('A packing list that knows the weather');
    await see(page.getByText('the credit is used up', { exact: false }));
    return chat;
  });
  const chat = await chatAbout('A page that splits a bill');
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  await say(page, 'Make the accent teal');
  await see(page.getByText('version 2', { exact: true }));
  await page.context().close();
  return { whittle, tasks: `#/apps/${ids.get('tasks')}`, chat, failed, broken, companion: `#/apps/${ids.get('chat')}` };
}

async function playing<T>(whittle: Whittle, scenario: string, act: () => Promise<T>): Promise<T> {
  whittle.gate.play(scenario);
  try {
    return await act();
  } finally {
    whittle.gate.play('');
  }
}

export interface Place {
  name: string;
  /** Goes there and resolves when it stands still; what it returns is released afterwards. */
  go: (page: Page, library: Furnished) => Promise<Hold | void>;
}

async function at(page: Page, whittle: Whittle, hash: string): Promise<void> {
  await page.goto(new URL(hash, whittle.url).href);
  await page.reload();
  await see(page.getByRole('main'));
}

async function inChat(page: Page, whittle: Whittle, hash: string): Promise<void> {
  await at(page, whittle, hash);
  await see(page.getByRole('textbox', { name: 'Message' }));
}

export const places: Place[] = [
  { name: 'home', go: (page, { whittle }) => at(page, whittle, '#/').then(() => see(page.getByRole('heading', { name: 'All apps' }))) },
  {
    name: 'home, starters',
    go: async (page, { whittle }) => {
      await at(page, whittle, '#/');
      await page.getByRole('button', { name: 'Take a starter' }).click();
      await see(page.getByRole('heading', { name: 'Starters' }));
    },
  },
  {
    name: 'home, nothing found',
    go: async (page, { whittle }) => {
      await at(page, whittle, '#/');
      await page.getByRole('searchbox', { name: 'Search apps' }).fill('rocket');
      await see(page.getByText('Nothing is called that.'));
    },
  },
  {
    name: 'home, menu of an app',
    go: async (page, { whittle }) => {
      await at(page, whittle, '#/');
      await page.getByRole('region', { name: 'All apps' }).getByRole('link').first().click({ button: 'right' });
      await see(page.getByRole('menu'));
    },
  },
  { name: 'settings', go: (page, { whittle }) => at(page, whittle, '#/settings').then(() => see(page.getByRole('heading', { name: 'Settings' }))) },
  {
    name: 'command bar',
    go: async (page, { whittle }) => {
      await at(page, whittle, '#/');
      await see(page.getByRole('heading', { name: 'All apps' }));
      await page.keyboard.press('Control+k');
      await see(page.getByRole('option'));
    },
  },
  {
    name: 'keys',
    go: async (page, { whittle }) => {
      await at(page, whittle, '#/settings');
      await see(page.getByRole('heading', { name: 'Settings' }));
      await page.keyboard.press('?');
      await see(page.getByRole('dialog', { name: 'Keys' }));
    },
  },
  {
    name: 'an app',
    go: async (page, { whittle, tasks }) => {
      await at(page, whittle, tasks);
      await see(inApp(page).getByRole('main'));
    },
  },
  {
    name: 'an app, permission sheet',
    go: async (page, { whittle, companion }) => {
      await at(page, whittle, companion);
      await inApp(page).getByRole('textbox').last().fill('Good evening');
      await inApp(page).getByRole('textbox').last().press('Enter');
      await see(page.getByRole('alertdialog'));
    },
  },
  {
    name: 'workshop, done',
    go: async (page, { whittle, chat }) => {
      await inChat(page, whittle, chat);
      await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
    },
  },
  {
    name: 'workshop, code',
    go: async (page, { whittle, chat }) => {
      await inChat(page, whittle, chat);
      await page.getByRole('tab', { name: 'Code' }).click();
      await see(page.getByRole('tabpanel').getByText('--accent', { exact: false }));
    },
  },
  {
    name: 'workshop, versions',
    go: async (page, { whittle, chat }) => {
      await inChat(page, whittle, chat);
      await page.getByRole('tab', { name: 'Versions' }).click();
      await see(page.getByRole('heading', { name: 'Version 1' }));
    },
  },
  {
    name: 'workshop, console',
    go: async (page, { whittle, chat }) => {
      await inChat(page, whittle, chat);
      await page.getByRole('button', { name: 'Console' }).click();
      await see(page.getByRole('region', { name: 'Console' }));
    },
  },
  {
    name: 'workshop, failed',
    go: async (page, { whittle, failed }) => {
      await inChat(page, whittle, failed);
      await see(page.getByText('the credit is used up', { exact: false }));
    },
  },
  {
    name: 'workshop, cannot be built',
    go: async (page, { whittle, broken }) => {
      await inChat(page, whittle, broken);
      await see(page.getByText('Could not be built'));
    },
  },
  {
    name: 'workshop, writing',
    go: async (page, { whittle }) => {
      const hold = whittle.gate.holdAt('const onRemove');
      await at(page, whittle, '#/');
      await ask(page, 'A reading list in React');
      await hold.reached;
      await see(page.getByRole('list', { name: 'Files being written' }).getByText('src/Shelf.tsx'));
      await see(page.getByRole('tabpanel').getByText('import', { exact: false }));
      return hold;
    },
  },
];
