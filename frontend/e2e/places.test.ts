import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { look } from './stage/look';
import { furnish, places, type Furnished } from './stage/places';
import { see } from './stage/person';
import { Whittle } from './stage/whittle';

let whittle: Whittle;

describe('everybody can use', () => {
  let library: Furnished;
  let page: Page;

  beforeAll(async () => {
    whittle = await Whittle.start();
    library = await furnish(whittle);
    page = await whittle.visit({ reducedMotion: 'reduce' });
  });
  afterEach(({ task }) => whittle.check(task));
  afterAll(() => whittle.close());

  test.each(places)('$name', async ({ go }) => {
    const hold = await go(page, library);
    expect(await look(page)).toEqual({});
    hold?.release();
  });

  const writing = places.filter(({ name }) => name === 'workshop, writing');
  const moving = (on: Page) =>
    on.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration) > 1)
        .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'a transition')),
    );

  test.each(writing)('$name, with nothing that moves when that is asked for', async ({ go }) => {
    const hold = await go(page, library);
    await page.getByRole('button', { name: 'Stop' }).hover();
    expect(await moving(page)).toEqual([]);
    const lively = await whittle.visit({ reducedMotion: 'no-preference' });
    await lively.goto(page.url());
    await see(lively.getByRole('list', { name: 'Files being written' }));
    await expect.poll(() => moving(lively)).not.toEqual([]);
    hold?.release();
  });
});

describe('everybody can begin', () => {
  let page: Page;

  beforeAll(async () => {
    whittle = await Whittle.start({ connected: false });
    page = await whittle.visit({ reducedMotion: 'reduce' });
  });
  afterEach(({ task }) => whittle.check(task));
  afterAll(() => whittle.close());

  test('the first start', async () => {
    await see(page.getByRole('button', { name: /Kanban/ }));
    expect(await look(page)).toEqual({});
  });

  test('a refused key', async () => {
    await page.getByLabel('OpenRouter key').fill('sk-or-refused');
    await page.keyboard.press('Enter');
    await see(page.getByRole('alert').filter({ hasText: 'refused' }));
    expect(await look(page)).toEqual({});
  });

  test('the empty home', async () => {
    await page.getByRole('button', { name: 'Look around first' }).click();
    await see(page.getByText('No apps yet.', { exact: false }));
    expect(await look(page)).toEqual({});
  });

  test('a prompt without a model', async () => {
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('a timer');
    await page.keyboard.press('Enter');
    await see(page.getByRole('status', { name: 'No model is connected' }).getByRole('button', { name: /Pomodoro/ }));
    expect(await look(page)).toEqual({});
  });
});
