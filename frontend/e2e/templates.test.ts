import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { look } from './stage/look';
import { becomes, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  await whittle.api('POST', '/apps', { starter: 'tasks' });
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const prompt = () => page.getByRole('textbox', { name: 'Your prompt' });
const template = (title: string) => page.getByRole('button', { name: `Template: ${title}` });
const begin = (title: string) => page.getByRole('button', { name: new RegExp(`^Begin with this ?: ${title}$`) });

test('a template is browsed to, taken, changed for another, and sent', async () => {
  await page.goto(new URL('#/', whittle.url).href);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Templates' }).click();
  await see(page.getByRole('heading', { name: 'Templates' }));
  const { items } = await whittle.api<{ items: { id: string; title: string; prompt: string }[] }>('GET', '/templates');
  await becomes(() => page.getByRole('heading', { level: 3 }).allInnerTexts(), items.map(({ title }) => title));
  expect(await look(page)).toEqual({});

  await begin('React').click();
  await becomes(() => prompt().inputValue(), items.find(({ id }) => id === 'react')?.prompt ?? '');
  await see(template('React'));
  await begin('Drawing').click();
  await becomes(() => prompt().inputValue(), items.find(({ id }) => id === 'svg')?.prompt ?? '');
  await see(template('Drawing'));

  await prompt().fill('A plan of my garden');
  await begin('Web page').click();
  await see(template('Web page'));
  expect(await prompt().inputValue()).toBe('A plan of my garden');

  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/prompts'));
  await page.getByRole('button', { name: 'Send' }).click();
  expect((await sent).postDataJSON()).toMatchObject({ template: 'html', text: 'A plan of my garden' });
});

test('the composer lists every template, and lets the model choose unless told', async () => {
  await page.goto(new URL('#/', whittle.url).href);
  await template('Choose for me').click();
  await page.getByRole('menuitem', { name: 'Svelte' }).click();
  await see(template('Svelte'));
  await template('Svelte').press('Enter');
  await page.getByRole('menuitem', { name: 'Choose for me' }).click();
  await see(template('Choose for me'));
  await template('Choose for me').click();
  await page.getByRole('menuitem', { name: 'Look at all templates' }).click();
  await see(page.getByRole('heading', { name: 'Templates' }));
  await seeNot(page.getByRole('menu'));
});
