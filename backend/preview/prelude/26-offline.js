// when: serviceWorker|caches|navigator.storage
if (framed && isOpaque) {
  /** An app is there without a network already, so its service worker has nothing to do. */
  const registration = assign(new EventTarget(), {
    scope: location.href, active: null, installing: null, waiting: null, updateViaCache: 'imports',
    update: async () => registration, unregister: async () => true, getNotifications: async () => [],
    showNotification: async (title, { body = '' } = {}) => send({ t: 'notify', title: String(title), body: String(body) }),
  });
  define(Navigator.prototype, 'serviceWorker', {
    value: assign(new EventTarget(), {
      controller: null, ready: new Promise(() => {}), register: async () => registration, startMessages: () => {},
      getRegistration: async () => undefined, getRegistrations: async () => [],
    }),
  });

  const keyOf = (request) => String(request && request.url ? request.url : new URL(request, document.baseURI));
  const makeCache = () => {
    const entries = new Map();
    const cache = {
      match: async (request) => entries.get(keyOf(request))?.[1].clone(),
      matchAll: async (request) => [...entries].filter(([key]) => !request || key === keyOf(request)).map(([, [, response]]) => response.clone()),
      put: async (request, response) => void entries.set(keyOf(request), [new Request(request), response]),
      add: async (request) => cache.put(request, await fetch(request)),
      addAll: async (requests) => void await Promise.all([...requests].map(cache.add)),
      delete: async (request) => entries.delete(keyOf(request)),
      keys: async () => [...entries.values()].map(([request]) => request),
    };
    return cache;
  };
  const all = new Map();
  define(window, 'caches', {
    value: {
      open: async (name) => all.get(name) || all.set(name, makeCache()).get(name),
      has: async (name) => all.has(name),
      delete: async (name) => all.delete(name),
      keys: async () => [...all.keys()],
      match: async (request) => {
        for (const cache of all.values()) {
          const found = await cache.match(request);
          if (found) return found;
        }
      },
    },
  });
  define(Navigator.prototype, 'storage', {
    value: {
      estimate: async () => ({ usage: 0, quota: 50 * 1024 * 1024 }), persist: async () => true, persisted: async () => true,
      getDirectory: async () => { throw new DOMException('An app in Whittle has no folder of its own. Use localStorage or IndexedDB.', 'SecurityError'); },
    },
  });
}
