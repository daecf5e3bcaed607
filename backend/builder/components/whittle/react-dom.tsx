// What apps get in place of react-dom: the same, with what older versions had and models still write.
import type { ReactNode } from 'react';
import * as dom from 'react-dom';
import type { Root } from 'react-dom/client';
import { createRoot, hydrateRoot } from 'whittle/root';

const roots = new WeakMap<Element, Root>();

export function render(node: ReactNode, container: Element | null, done?: () => void): void {
  const root = (container && roots.get(container)) ?? createRoot(container);
  if (container) {
    roots.set(container, root);
  }
  root.render(node);
  if (done) {
    setTimeout(done);
  }
}

export function unmountComponentAtNode(container: Element): boolean {
  const root = roots.get(container);
  root?.unmount();
  return roots.delete(container);
}

export { createRoot, hydrateRoot };
export const { createPortal, flushSync, preconnect, prefetchDNS, preinit, preload, useFormState, useFormStatus, version } = dom;
export const unstable_batchedUpdates = (work: () => void) => work();

export default { ...dom, render, hydrate: render, createRoot, hydrateRoot, unmountComponentAtNode, unstable_batchedUpdates };
