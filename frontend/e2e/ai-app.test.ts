import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
  page = await whittle.visit();
  await ask(page, 'A kitchen assistant');
  await page.getByRole('link', { name: 'Open without the chat' }).click();
});
afterEach(({ task }) => whittle.check(task));
afterAll(() => whittle.close());

const sheet = () => page.getByRole('alertdialog', { name: 'Pocket Chef wants to use AI' });
const answer = () => inApp(page).locator('#now article > div');

async function cook(food: string): Promise<void> {
  await inApp(page).getByLabel('What is in your kitchen').fill(food);
  await inApp(page).getByRole('button', { name: 'Cook', exact: true }).click();
}

/** The sheet answers nothing in its first half second, so that nobody says yes by accident. */
async function choose(button: string): Promise<void> {
  await expect
    .poll(async () => {
      await sheet().getByRole('button', { name: button }).click({ timeout: 200 }).catch(() => undefined);
      return sheet().isVisible();
    })
    .toBe(false);
}

test('the first call asks the person and shows what would be sent', async () => {
  const before = whittle.gate.calls.length;
  await cook('two eggs');
  await see(sheet().getByText('user: I have: two eggs', { exact: false }));
  await see(sheet().getByText(/This call costs about \$|Every call is counted/));
  await page.keyboard.press('Enter');
  await see(sheet());
  await choose('No');
  await see(inApp(page).getByText('Pocket Chef asked to use AI and you said no.', { exact: false }));
  expect(whittle.gate.calls).toHaveLength(before);
  await see(page.getByRole('button', { name: 'may not use AI' }));
});

test('Esc means no', async () => {
  await page.getByRole('button', { name: 'may not use AI' }).click();
  await page.getByRole('menuitemradio', { name: 'Ask me first' }).click();
  await cook('one leek');
  await see(sheet());
  await page.keyboard.press('Escape');
  await seeNot(sheet());
  await see(inApp(page).getByText('you said no', { exact: false }));
});

test('allowed once, the text streams in and its cost is booked to the app', async () => {
  await page.getByRole('button', { name: 'may not use AI' }).click();
  await page.getByRole('menuitemradio', { name: 'Ask me first' }).click();
  await cook('old bread');
  const hold = whittle.gate.holdAt('Here is a plan');
  await choose('Allow once');
  await hold.reached;
  await see(answer().getByText('You wrote: I have: old bread', { exact: false }).or(answer().filter({ hasText: 'old bread' })));
  expect(await answer().innerText()).not.toContain('come through unharmed');
  hold.release();
  await see(answer().filter({ hasText: 'come through unharmed' }));
  await see(inApp(page).getByRole('button', { name: 'Keep this recipe' }));
  await see(page.getByRole('button', { name: /^uses AI · (\$|under)/ }));
  const id = /apps\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const used = async () => Number((await whittle.api<{ total: { cost_usd: string } }>('GET', `/apps/${id}/usage`)).total.cost_usd);
  await expect.poll(used).toBeGreaterThan(0);
});

test('the app stops a call, and the endpoint hears of it', async () => {
  const hold = whittle.gate.holdAt('Here is a plan');
  await cook('cold rice');
  await hold.reached;
  await see(answer().filter({ hasText: 'cold rice' }));
  await inApp(page).getByRole('button', { name: 'Stop' }).click();
  await see(answer().filter({ hasText: '(stopped)' }));
  await hold.hungUp;
  hold.release();
});

test('once ends with the app: opened again it asks again, and always is remembered', async () => {
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('main').getByRole('link', { name: /Pocket Chef/ }).click();
  await cook('leftover rice');
  await see(sheet());
  await choose('Always for this app');
  await see(answer().filter({ hasText: 'come through unharmed' }));
  await page.reload();
  await cook('an onion');
  await see(answer().filter({ hasText: 'an onion' }));
  expect(await sheet().isVisible()).toBe(false);
});

test('a failure of the model reaches the app as a sentence', async () => {
  whittle.gate.play('402');
  await cook('nothing');
  await see(inApp(page).getByText('the credit is used up', { exact: false }));
  whittle.gate.play('');
});

test('the starter that talks to a model does', async () => {
  const app = await whittle.api<{ id: string }>('POST', '/apps', { starter: 'chat' });
  await page.goto(new URL(`#/apps/${app.id}`, whittle.url).href);
  await inApp(page).getByRole('textbox').last().fill('Good evening');
  await inApp(page).getByRole('textbox').last().press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Chat Companion wants to use AI' });
  await see(question);
  await expect
    .poll(async () => {
      await question.getByRole('button', { name: 'Allow once' }).click({ timeout: 200 }).catch(() => undefined);
      return question.isVisible();
    })
    .toBe(false);
  await becomes(async () => (await inApp(page).getByRole('list', { name: 'Messages' }).innerText()).includes('You wrote: Good evening'), true);
});
