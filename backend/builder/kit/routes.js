// The address of an app in SvelteKit's shape, and what is shown there.
import { writable } from 'svelte/store';

// The routes; table.js fills it. The pages import this module, so it cannot import them.
export const table = [];

const origin = 'http://app';
export const current = writable({ url: new URL(origin), params: {}, route: { id: '/' }, data: {}, status: 200, error: null, form: null });
export const shown = writable(null);
const visited = [];

function find(path) {
  for (const route of table) {
    const match = route.pattern.exec(path);
    if (match) return { route, params: Object.fromEntries(route.names.map((name, i) => [name, match[i + 1] && decodeURIComponent(match[i + 1])])) };
  }
  return null;
}

export async function goto(to) {
  const url = new URL(to, visited.at(-1) ?? origin);
  const found = find(url.pathname.replace(/(.)\/$/, '$1'));
  if (!found) return;
  let data = {};
  const event = { url, params: found.params, route: { id: found.route.id }, fetch: (...args) => fetch(...args), parent: async () => data, depends() {}, untrack: (f) => f(), setHeaders() {} };
  for (const load of found.route.loads) data = { ...data, ...(await load(event)) };
  visited.push(url);
  current.set({ url, params: found.params, route: { id: found.route.id }, data, status: 200, error: null, form: null });
  shown.set({ chain: found.route.chain, data, params: found.params });
}

export function follow(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  const to = link?.getAttribute('href');
  if (!to || event.defaultPrevented || !to.startsWith('/') || link.target === '_blank') return;
  event.preventDefault();
  void goto(to);
}
