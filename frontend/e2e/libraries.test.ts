import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { Cdn } from './stage/cdn';
import { look } from './stage/look';
import { ask, becomes, inApp, see, seeNot } from './stage/person';
import { Whittle } from './stage/whittle';

let cdn: Cdn;
let whittle: Whittle;
let page: Page;

beforeAll(async () => {
  cdn = await Cdn.start();
  whittle = await Whittle.start({ cdn });
  page = await whittle.visit();
});
afterEach(({ task }) => whittle.check(task));
afterAll(async () => {
  await whittle.close();
  await cdn.stop();
});

/** Has the model write an app of one module and opens it by itself. */
async function make(name: string, code: string, file = 'App.tsx', template = 'react'): Promise<string> {
  await page.goto(new URL('#/', whittle.url).href);
  whittle.gate.say(`An app.\n\n<app name="${name}" template="${template}"/>\n\n<file path="${file}">\n${code}\n</file>\n\n<done/>\n`);
  await ask(page, `An app called ${name}`);
  await page.getByRole('link', { name: 'Open without the chat' }).click();
  await see(page.getByRole('heading', { name, level: 1 }));
  return new URL(page.url()).hash;
}

const beads = (from: string) =>
  `import { useState } from 'react';\nimport beads from '${from}';\n\nexport default function App() {\n  const [n, setN] = useState(2);\n` +
  `  return <button onClick={() => setN(n + 1)}>{typeof beads === 'function' ? beads(n) : String(beads)}</button>;\n}`;

const card = () => page.getByRole('region', { name: /needs/ });
const getIt = () => card().getByRole('button', { name: /^Get it once/ });

test('an app whose library is missing gets it once and runs without a network from then on', async () => {
  const hash = await make('Beads', beads('paper-beads'));
  await see(card().getByRole('heading', { name: 'Beads needs paper-beads' }));
  await see(card().getByRole('list', { name: 'Missing libraries' }).getByText('from npm'));
  expect(await look(page)).toEqual({});
  await getIt().click();
  await inApp(page).getByRole('button', { name: 'red green' }).click();
  await see(inApp(page).getByRole('button', { name: 'red green of 1.2.0' }));
  await seeNot(card());

  await cdn.stop();
  await page.context().close();
  await whittle.quit();
  await whittle.run();
  page = await whittle.visit();
  await page.goto(new URL(hash, whittle.url).href);
  await see(inApp(page).getByRole('button', { name: 'red green' }));
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await see(page.getByRole('heading', { name: 'Beads copy' }));
  await see(inApp(page).getByRole('button', { name: 'red green' }));
  expect(await page.getByRole('region', { name: /needs/ }).count()).toBe(0);
});

test('without a network the card says so and the app opens without its library', async () => {
  await make('Lonely', `import knot from 'no-such-thing';\n\nexport default function App() {\n  return <h2>{'alone' + typeof knot}</h2>;\n}`);
  await getIt().click();
  await see(card().getByRole('alert').getByText('cannot be reached. Connect to the network and try again', { exact: false }));
  expect(await look(page)).toEqual({});
  await card().getByRole('button', { name: 'Open without it' }).click();
  await see(inApp(page).getByRole('heading', { name: /^alone/ }));
  await see(page.getByRole('status').getByText('The app runs without no-such-thing', { exact: false }));
});

test('settings list what was fetched, remove it and bring it back', async () => {
  await page.goto(new URL('#/settings', whittle.url).href);
  const row = page.getByRole('list', { name: 'Fetched libraries' }).getByRole('listitem');
  await see(row.getByText('For Beads copy, Beads').or(row.getByText('For Beads, Beads copy')));
  expect(await look(page)).toEqual({});
  await row.getByRole('button', { name: 'Remove paper-beads 2.0.0' }).click();
  await see(page.getByText('None was fetched yet.'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await see(row.getByText('MIT', { exact: false }));
});

test('a failure can be tried again, a slow one given up, and the choice holds', async () => {
  cdn = await Cdn.start();
  await page.context().close();
  await whittle.close();
  whittle = await Whittle.start({ cdn });
  page = await whittle.visit();

  await make('Second Try', beads('broken-once'));
  await getIt().click();
  await see(card().getByRole('alert').getByText('does not hand out', { exact: false }));
  await card().getByRole('button', { name: 'Try again' }).click();
  await see(inApp(page).getByRole('button', { name: 'broken-once' }));

  await make('Patience', beads('broken-slow'));
  await getIt().click();
  await see(card().getByText(/of 1 MB/));
  await becomes(async () => Number(await card().getByRole('progressbar').getAttribute('data-value')) > 0, true);
  expect(await look(page)).toEqual({});
  await card().getByRole('button', { name: 'Cancel' }).click();
  await see(card().getByRole('button', { name: 'Get it once (1 MB)' }));

  await page.goto(new URL('#/settings', whittle.url).href);
  await page.getByRole('radio', { name: 'Never' }).click();
  await make('Forbidden', beads('bead-string'));
  await see(card().getByRole('link', { name: 'Settings say never' }));
  await card().getByRole('link').click();
  await page.getByRole('radio', { name: 'Always fetch it' }).click();
  await make('At Once', beads('bead-string'));
  await see(inApp(page).getByRole('button', { name: '[object Object]' }));
  await page.goto(new URL('#/settings', whittle.url).href);
  await page.getByRole('radio', { name: 'Ask each time' }).click();
});

test('the workshop says that the app lacks a library, and that it runs once it is there', async () => {
  await make('Knots', beads('paper-beads/knot'));
  await page.getByRole('link', { name: 'Edit in chat' }).click();
  await see(page.getByText('Lacks a library', { exact: true }));
  expect(await look(page)).toEqual({});
  await getIt().click();
  await see(inApp(page).getByRole('button', { name: 'a knot of 2.0.0' }));
  await see(page.getByText('Runs without errors', { exact: true }));
});

test('the page about Whittle finds a licence and shows its text', async () => {
  await page.goto(new URL('#/settings', whittle.url).href);
  await page.getByRole('link', { name: 'Licences of everything inside' }).click();
  await see(page.getByRole('heading', { name: 'About Whittle' }));
  await page.getByRole('searchbox', { name: 'Find a licence' }).fill('react mit');
  const react = page.getByRole('button', { name: /^react 19/ }).first();
  await react.click();
  await see(page.getByRole('region', { name: 'Licence of react', exact: true }).first().getByText('Permission is hereby granted', { exact: false }));
  expect(await look(page)).toEqual({});
});
