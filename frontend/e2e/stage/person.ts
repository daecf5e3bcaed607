/** What a person does in Whittle, by role and label. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until a person can see it. */
export async function see(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until it is gone. */
export async function seeNot(locator: Locator): Promise<void> {
  await locator.waitFor({ state: 'hidden' });
}

/** Waits until `read` gives the value. */
export async function becomes<T>(read: () => Promise<T>, value: T): Promise<void> {
  await expect.poll(read, { timeout: 20_000 }).toEqual(value);
}

/** The running app, inside its frame; the newest page while one takes the place of another. */
export function inApp(page: Page): FrameLocator {
  return page.locator('iframe').last().contentFrame();
}

/** Types a prompt on the home screen and sends it; resolves in the workshop. */
export async function ask(page: Page, prompt: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your prompt' }).fill(prompt);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/#\/chats\//);
}

/** Sends a further prompt in a chat. */
export async function say(page: Page, prompt: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(prompt);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** The names of the links in a grid of the home screen, in their order. */
export function names(section: Locator): Promise<string[]> {
  return section.locator('a[data-item]').evaluateAll((items) => items.map((item) => item.querySelector('span span')?.textContent ?? ''));
}
