// An address of its own for an app. The address of the frame an app runs in says nothing to it and cannot be changed,
// so routers get frame in place of the window: a place that begins at / and lives in the entries of the real history,
// which makes back and forward work.

const key = '__address';
const origin = 'http://app.local';

function kept(): string | undefined {
  const state: unknown = history.state;
  const value = state && typeof state === 'object' ? (state as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

let url = new URL(kept() ?? '/', origin);
const listeners = new Set<() => void>();

if (kept() === undefined) {
  write('replaceState', history.state); // so that there is a way back to where the app began
}

addEventListener('popstate', () => {
  const before = kept();
  if (before !== undefined) {
    url = new URL(before, origin);
    listeners.forEach((listener) => listener());
  }
});

function write(how: 'pushState' | 'replaceState', state: unknown, to?: string | URL | null) {
  if (to !== undefined && to !== null) {
    url = new URL(String(to), url);
  }
  history[how]({ ...(state as object | null), [key]: url.pathname + url.search + url.hash }, '');
}

function go(how: 'pushState' | 'replaceState', to: string) {
  write(how, null, to);
  listeners.forEach((listener) => listener());
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
}

const place = {
  get href() {
    return url.href;
  },
  set href(to: string) {
    go('pushState', to);
  },
  get pathname() {
    return url.pathname;
  },
  get search() {
    return url.search;
  },
  get hash() {
    return url.hash;
  },
  origin,
  protocol: 'http:',
  host: 'app.local',
  hostname: 'app.local',
  port: '',
  assign: (to: string) => go('pushState', to),
  replace: (to: string) => go('replaceState', to),
  reload: () => location.reload(),
  toString: () => url.href,
};

const entries = {
  get state(): unknown {
    return history.state;
  },
  get length() {
    return history.length;
  },
  pushState: (state: unknown, _title: string, to?: string | URL | null) => write('pushState', state, to),
  replaceState: (state: unknown, _title: string, to?: string | URL | null) => write('replaceState', state, to),
  go: (by?: number) => history.go(by),
  back: () => history.back(),
  forward: () => history.forward(),
};

/** A window whose location and history are the app's own. */
export const frame = new Proxy({} as Window & typeof globalThis, {
  get(_, name) {
    if (name === 'location') {
      return place;
    }
    if (name === 'history') {
      return entries;
    }
    const value: unknown = Reflect.get(window, name);
    // Methods need their window; what begins with a capital is a class.
    return typeof value === 'function' && /^[a-z]/.test(String(name)) ? (value.bind(window) as unknown) : value;
  },
});

/** Where the app is: path, search and hash, as in "/notes/3?sort=name#top". */
export function address(): string {
  return url.pathname + url.search + url.hash;
}

/** Goes to an address of the app, as a new entry of the history or in place of the present one. */
export function visit(to: string, replace = false): void {
  write(replace ? 'replaceState' : 'pushState', null, to);
  listeners.forEach((listener) => listener());
}

/** Calls back after every change of the address; the returned function ends it. */
export function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
