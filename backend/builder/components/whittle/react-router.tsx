// React Router for a page whose own address means nothing: its routers that read the address bar take the app's.
import * as router from 'react-router';
import type { ComponentProps } from 'react';
import { frame } from 'whittle/address';

/** A base path is left out: the app's address has none. */
export function BrowserRouter({ basename: _, ...props }: ComponentProps<typeof router.BrowserRouter>) {
  return <router.BrowserRouter {...props} window={frame} />;
}

export function createBrowserRouter(...[routes, options]: Parameters<typeof router.createBrowserRouter>) {
  return router.createBrowserRouter(routes, { ...options, basename: undefined, window: frame });
}
