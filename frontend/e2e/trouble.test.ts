import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, say, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  whittle = await Whittle.start();
});
beforeEach(async () => {
  page = await whittle.visit();
});
afterEach(async ({ task }) => {
  whittle.gate.play('');
  await whittle.check(task);
  await page.context().close();
});
afterAll(() => whittle.close());

const apps = async () => (await whittle.api<{ items: unknown[] }>('GET', '/apps')).items;

test('stopped in the middle, nothing is changed and the prompt is kept', async () => {
  const hold = whittle.gate.holdAt('color-scheme');
  await ask(page, 'A page that splits a bill');
  await hold.reached;
  await see(page.getByRole('list', { name: 'Files being written' }));
  await page.getByRole('button', { name: 'Stop' }).click();
  await hold.hungUp;
  hold.release();
  await see(page.getByText('Stopped. What had come is kept, and the app is as it was.'));
  await see(page.getByRole('list', { name: 'Files' }).getByText('not finished'));
  expect(await apps()).toEqual([]);
  const composer = page.getByRole('textbox', { name: 'Message' });
  await composer.press('ArrowUp');
  expect(await composer.inputValue()).toBe('A page that splits a bill');
  await composer.fill('');
  await page.getByRole('button', { name: 'Try again' }).click();
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
});

test('an error in the middle of a change leaves the app as it was, and trying again works', async () => {
  await ask(page, 'A page that splits a bill');
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  whittle.gate.play('mid-a');
  await say(page, 'Make the accent teal');
  await see(page.getByText('OpenRouter takes no more calls right now.', { exact: false }));
  await see(page.getByText('version 1', { exact: true }));
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
  whittle.gate.play('');
  await page.getByRole('button', { name: 'Try again' }).click();
  await see(page.getByText('version 2', { exact: true }));
});

test('a truncated reply is never a version', async () => {
  const before = (await apps()).length;
  whittle.gate.play('cut-app');
  await ask(page, 'A reading list');
  await see(page.getByText('The reply reached its length limit before it was complete.', { exact: false }));
  await see(page.getByRole('list', { name: 'Files' }).getByText('not finished'));
  expect(await apps()).toHaveLength(before);
  whittle.gate.play('');
  await page.getByRole('button', { name: 'Try again' }).click();
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
});

test('too many calls: the wait is counted down before trying again is offered', async () => {
  await page.clock.install();
  whittle.gate.play('429-long');
  await ask(page, 'A page that splits a bill');
  const again = page.getByRole('button', { name: /^Try again/ });
  await see(page.getByText('OpenRouter takes no more calls right now.', { exact: false }));
  await becomes(async () => /^Try again in 1 min/.test(await again.innerText()), true);
  expect(await again.isDisabled()).toBe(true);
  await page.clock.fastForward('01:00');
  await becomes(async () => /^Try again in \d+ s$/.test(await again.innerText()), true);
  await page.clock.fastForward('00:31');
  await becomes(() => again.innerText(), 'Try again');
  whittle.gate.play('');
  await again.click();
  await see(inApp(page).getByRole('heading', { name: 'Tip Splitter' }));
});

test('no credit: the sentence says so and leads to the key', async () => {
  whittle.gate.play('402');
  await ask(page, 'A page that splits a bill');
  await see(page.getByText('OpenRouter says the credit is used up.', { exact: false }));
  await page.getByRole('button', { name: 'Change key' }).click();
  await see(page.getByRole('heading', { name: 'Settings' }));
  await page.goBack();
  await see(page.getByRole('region', { name: 'Conversation' }).getByText('A page that splits a bill'));
});

test('an app that cannot be built says where, and Fix it has it fixed', async () => {
  whittle.gate.play('broken-app');
  await ask(page, 'A reading list in React');
  const problem = page.getByRole('region', { name: 'Chat' }).getByRole('alert');
  await see(problem.getByText('Expected ")" here but found ";".'));
  await see(problem.getByText('src/App.tsx, line 8'));
  await see(page.getByText('Could not be built'));
  await problem.getByRole('button', { name: /^Fix it/ }).click();
  await see(page.getByText('Fix these problems', { exact: false }));
  await see(inApp(page).getByRole('heading', { name: 'Reading List' }));
  await see(page.getByText('Runs without errors'));
  await seeNot(problem.getByRole('button', { name: /^Fix it/ }));
  expect(whittle.gate.calls.at(-1)?.messages.at(-1)?.content).toContain('src/App.tsx, line 8');
});

test('what an app throws while it runs is shown with its place, and Fix it sends it', async () => {
  whittle.gate.say(
    'A button.\n\n<app name="Button" template="html"/>\n\n<file path="index.html">\n<!doctype html>\n<title>Button</title>\n' +
      '<button onclick="press()">Press</button>\n<script>\nfunction press() {\n  undefinedThing.go();\n}\n</script>\n</file>\n\n<done/>\n',
  );
  await ask(page, 'A button');
  await inApp(page).getByRole('button', { name: 'Press' }).click();
  const problem = page.getByRole('region', { name: 'Chat' }).getByRole('alert');
  await see(problem.getByText('undefinedThing is not defined', { exact: false }));
  expect(whittle.errors.splice(0)).toEqual(['ReferenceError: undefinedThing is not defined']);
  await see(problem.getByText(/line \d+/));
  await see(page.getByText('1 error', { exact: true }));
  await problem.getByRole('button', { name: /^Fix it/ }).click();
  await see(page.getByText('version 2', { exact: true }));
  expect(whittle.gate.calls.at(-1)?.messages.at(-1)?.content).toContain('undefinedThing is not defined');
});
