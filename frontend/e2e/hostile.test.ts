import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, inApp, see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;
let page: Page;
let canary: Server;
/** Everything that got out: what the other origin heard and windows that opened. */
const escaped: string[] = [];

beforeAll(async () => {
  canary = createServer((request, response) => {
    escaped.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*').end('caught');
  });
  canary.on('upgrade', (request, socket) => {
    escaped.push(`a socket to ${request.url}`);
    socket.destroy();
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  whittle = await Whittle.start();
  const outside = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const shell = new URL('/', whittle.url).href;
  const document = readFileSync(join(import.meta.dirname, 'hostile/page.html'), 'utf8');
  whittle.gate.say(
    `An app.\n\n<app name="Hostile" template="html"/>\n\n<file path="index.html">\n${document.replaceAll('CANARY', outside).replaceAll('SHELL', shell)}</file>\n\n<done/>\n`,
  );
  page = await whittle.visit();
  page.context().on('page', (opened) => escaped.push(`a window at ${opened.url()}`));
  await ask(page, 'A hostile page');
  await see(inApp(page).getByRole('heading', { name: 'Hostile' }));
});
afterAll(async () => {
  canary.closeAllConnections();
  canary.close();
  await whittle.close();
});

/** Starts the app anew and waits until its old page is gone. */
async function reload(): Promise<void> {
  const old = await page.locator('iframe').last().elementHandle();
  await page.getByRole('button', { name: 'Reload the app' }).click();
  await becomes(async () => old?.evaluate((frame) => frame.isConnected), false);
  await see(inApp(page).getByRole('heading', { name: 'Hostile' }));
}

/** Says no to whatever the shell asks for the app. */
async function refuseAll(): Promise<void> {
  if (await page.getByRole('alertdialog', { name: 'wants to reach' }).isVisible()) await page.keyboard.press('Escape');
}

/** Presses a button of the app and returns what the app says came of it. */
async function attack(name: string): Promise<string> {
  await reload();
  const said = inApp(page).locator('#said');
  await inApp(page).getByRole('button', { name, exact: true }).click();
  await expect.poll(() => refuseAll().then(() => said.innerText())).not.toBe('');
  return said.innerText();
}

/** The shell is where it was and does what it is asked. */
async function shellIsWell(): Promise<void> {
  expect(page.url()).toContain(new URL('/', whittle.url).href);
  await page.getByRole('tab', { name: 'Versions' }).click();
  await see(page.getByRole('heading', { name: 'Version 1' }));
  await page.getByRole('tab', { name: 'Preview' }).click();
  const state = await whittle.api<{ today: { calls: number } }>('GET', '/state');
  expect(state.today.calls).toBe(1);
  expect(escaped).toEqual([]);
}

const refused = [
  'read the shell',
  'read its ticket',
  'call its binding',
  'read the top page',
  'lead the top away',
  'fetch outside',
  'fetch the shell',
  'fetch a relative address',
  'open a socket',
  'load an image',
  'load a script',
  'import a module',
  'start a worker that fetches',
];

const fruitless = [
  'register a service worker',
  'open a database',
  'fill the storage',
  'follow a link to the top',
  'post a form',
  'open a window',
  'open a script window',
  'send a beacon',
  'load a style',
  'prefetch',
  'connect by WebRTC',
  'nest a srcdoc frame',
  'nest a data frame',
  'nest a blob frame',
  'nest the shell',
  'shout at the shell',
  'flood the console',
  'flood the storage',
  'take over the keys',
];

describe('what is refused', () => {
  test.each(refused)('%s', async (name) => {
    expect(await attack(name)).toMatch(/^refused/);
    await shellIsWell();
  });
});

describe('what comes to nothing', () => {
  test.each(fruitless)('%s', async (name) => {
    await attack(name);
    const no = page.getByRole('alertdialog').getByRole('button', { name: 'No' });
    if (await no.isVisible()) await no.click();
    await page.keyboard.press('Escape');
    await shellIsWell();
  });
});

describe('a page that leaves its frame', () => {
  const departures = ['go to another origin', 'go to the shell', 'go to a data page', 'go to a script address', 'write itself anew'];
  test.each(departures)('%s', async (name) => {
    await reload();
    await inApp(page).getByRole('button', { name, exact: true }).click();
    if (name === 'go to another origin') await page.getByRole('alertdialog').getByRole('button', { name: 'No' }).click();
    await shellIsWell();
    await reload();
    await shellIsWell();
  });
});

test('the flood is counted, not kept', async () => {
  await attack('flood the console');
  await page.getByRole('button', { name: 'Console' }).click();
  await see(page.getByRole('log').getByText(/messages of the app were dropped/));
  expect(await page.getByRole('log').locator('> div').count()).toBeLessThan(1100);
  await shellIsWell();
});

test('the shell kept its own title and scripts', async () => {
  expect(await page.title()).toBe('Whittle');
  const scripts = await page.evaluate(() => [...document.scripts].map((script) => new URL(script.src).pathname));
  expect(scripts.filter((path) => !path.startsWith('/assets/'))).toEqual([]);
});
