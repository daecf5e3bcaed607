/** What is checked wherever a person can be. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps somebody out: serious and critical violations, as "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (node: Document, options: object) => Promise<AxeResults> } }).axe.run;
    return run(document, {
      iframes: false, // what an app looks like is the app's affair
      resultTypes: ['violations'],
      // An open menu holds the focus, so nothing behind it can have it, which axe does not know.
      rules: { 'aria-hidden-focus': { enabled: document.querySelector('[role=menu]') === null } },
    });
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}${id === 'color-contrast' ? ` ${node.any[0]?.message}` : ''}`));
}

/** What does not fit: a page that scrolls sideways, and controls of which a part cannot be seen or scrolled to. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    const scrolls = (value: string) => value === 'auto' || value === 'scroll';
    const name = (it: Element) => it.getAttribute('aria-label') ?? it.textContent?.trim().slice(0, 40) ?? it.tagName;
    for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, [role=tab], [role=separator]')) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || control.closest('[inert], .sr-only')) continue;
      const box = control.getBoundingClientRect();
      if (box.width === 0) continue;
      let canScroll = { x: false, y: false };
      for (let around = control.parentElement; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        const clip = around.getBoundingClientRect();
        const sideways = !canScroll.x && style.overflowX !== 'visible' && (box.left < clip.left - 1 || box.right > clip.right + 1);
        const upright = !canScroll.y && style.overflowY !== 'visible' && (box.top < clip.top - 1 || box.bottom > clip.bottom + 1);
        if ((sideways && !scrolls(style.overflowX)) || (upright && !scrolls(style.overflowY))) {
          found.push(`${name(control)} is cut off by ${around.tagName}.${around.className.slice(0, 60)}`);
          break;
        }
        canScroll = { x: canScroll.x || sideways, y: canScroll.y || upright };
      }
      const outside = !canScroll.x && (box.left < -1 || box.right > innerWidth + 1);
      if (outside) found.push(`${name(control)} lies outside the window`);
    }
    return found;
  });
}

/** The smallest windows, and 1280x800 at 200 %. */
const windows = [
  { width: 900, height: 600 },
  { width: 760, height: 520 },
  { width: 640, height: 400 },
];

/** Looks at a page that stands still, in light and dark and in small windows; returns what is wrong by where. */
export async function look(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours are measured once they stand still; the frame before begins the transitions.
    await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await Promise.allSettled(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished));
    });
    found[colorScheme] = await violations(page);
  }
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const size of windows) {
    await page.setViewportSize(size);
    found[`${size.width}x${size.height}`] = await misfits(page);
  }
  await page.setViewportSize({ width, height });
  return Object.fromEntries(Object.entries(found).filter(([, here]) => here.length > 0));
}
