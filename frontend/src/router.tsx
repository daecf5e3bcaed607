import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Boot } from './api/host';
import { HomePage } from './pages/home/HomePage';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound /> });

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

const chat = createRoute({
  getParentRoute: () => root,
  path: '/chats/$id',
  component: lazyRouteComponent(() => import('./pages/workshop/WorkshopPage'), 'WorkshopPage'),
});

const edit = createRoute({
  getParentRoute: () => root,
  path: '/apps/$id/edit',
  component: lazyRouteComponent(() => import('./pages/workshop/EditPage'), 'EditPage'),
});

const app = createRoute({
  getParentRoute: () => root,
  path: '/apps/$id',
  component: lazyRouteComponent(() => import('./pages/app/AppPage'), 'AppPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage'), 'SettingsPage'),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: '/templates',
  component: lazyRouteComponent(() => import('./pages/templates/TemplatesPage'), 'TemplatesPage'),
});

const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('./pages/about/AboutPage'), 'AboutPage'),
});

const routeTree = root.addChildren([home, chat, edit, app, settings, templates, about]);

/** Makes the router. A page that follows one that died begins where that was, one that was asked to open an app there. */
export function createAppRouter(boot: Boot) {
  const history = createHashHistory();
  if (boot.recovered) history.replace(boot.recovered.route.slice(1) || '/');
  else if (boot.open) history.replace(`/apps/${boot.open}`);
  return createRouter({ routeTree, history, defaultPreload: 'intent' });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
