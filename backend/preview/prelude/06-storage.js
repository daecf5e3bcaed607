/** What an app may keep in localStorage, and for as long as it is open in sessionStorage; bytes of UTF-8. */
const quota = 10 * 1024 * 1024;
const encoder = new TextEncoder();
/** @param {string} text */
const weigh = (text) => encoder.encode(text).length;

/**
 * A Storage over a Map (HTML standard, 12.2.1 the Storage interface).
 * @param {[string, string][]} entries @param {(key: string | null, value: string | null) => void} changed null key: all gone
 */
const makeStorage = (entries, changed) => {
  const data = new Map(entries);
  let size = 0;
  for (const [key, value] of data) size += weigh(key) + weigh(value);
  const remove = (key) => {
    if (!data.has(key)) return;
    size -= weigh(key) + weigh(data.get(key));
    data.delete(key);
    changed(key, null);
  };
  const methods = {
    getItem: (key) => data.get(String(key)) ?? null,
    setItem: (key, value) => {
      key = String(key);
      value = String(value);
      if (data.get(key) === value) return;
      const grown = size + weigh(value) - (data.has(key) ? weigh(data.get(key)) : -weigh(key));
      if (grown > quota && grown > size) {
        throw new DOMException(`Setting the value of '${clip(key, 100)}' exceeded the quota.`, 'QuotaExceededError');
      }
      size = grown;
      data.set(key, value);
      changed(key, value);
    },
    removeItem: (key) => remove(String(key)),
    clear: () => {
      data.clear();
      size = 0;
      changed(null, null);
    },
    key: (index) => [...data.keys()][index >>> 0] ?? null,
  };
  const isMethod = (key) => key === 'length' || hasOwn(methods, key);
  return new Proxy(create(Storage.prototype), {
    get: (target, key) => {
      if (key === 'length') return data.size;
      if (isMethod(key)) return methods[key];
      return data.has(key) ? data.get(key) : target[key];
    },
    set: (target, key, value) => {
      if (typeof key === 'symbol') return false;
      methods.setItem(key, value);
      return true;
    },
    has: (target, key) => data.has(key) || key in target,
    deleteProperty: (target, key) => {
      remove(key);
      return true;
    },
    ownKeys: () => [...data.keys()],
    getOwnPropertyDescriptor: (target, key) =>
      data.has(key) ? { value: data.get(key), writable: true, enumerable: true, configurable: true } : undefined,
    defineProperty: (target, key, descriptor) => {
      methods.setItem(key, descriptor.value);
      return true;
    },
  });
};

/** Gathers changes and tells the shell of them together. @param {'storage' | 'session'} t */
const teller = (t) => {
  const all = { set: create(null), clear: false };
  let next;
  const note = (patch, key, value) => {
    if (key === null) [patch.set, patch.clear] = [create(null), true];
    else patch.set[key] = value;
  };
  const changed = (key, value) => {
    note(all, key, value);
    if (!next) {
      next = { t, set: create(null), clear: false };
      soon(() => {
        send(next);
        next = undefined;
      });
    }
    note(next, key, value);
  };
  return { all, changed };
};

/** Whether the page has an opaque origin, which has no storage of its own. */
const isOpaque = !(() => {
  try {
    return !!window.localStorage;
  } catch {
    return false;
  }
})();

/** Under which key cookies lie beside what the app keeps; an app does not see it. */
const cookieKey = '\u0000cookies';

/**
 * Cookies that expire are kept with the app, others for as long as it is open.
 * @param {((key: string, value: string) => void)[]} changed one for each kind @param {(string | undefined)[]} texts as they were left
 * @returns {(kind: number) => void} says again what there is, after everything beside it was forgotten
 */
const makeCookies = (changed, texts) => {
  const jar = new Map();
  const last = texts.map((text) => text || '[]');
  for (const text of texts) for (const [name, value, until] of JSON.parse(text || '[]')) jar.set(name, [value, until]);
  const living = () => [...jar].filter(([, [, until]]) => !until || until > now());
  const keep = (kind) => {
    const list = living().map(([name, [value, until]]) => [name, value, until]).filter((cookie) => !cookie[2] === !!kind);
    const text = stringify(list);
    if (text !== last[kind]) changed[kind](cookieKey, text);
    last[kind] = text;
  };
  define(document, 'cookie', {
    get: () => living().map(([name, [value]]) => (name ? `${name}=${value}` : value)).join('; '),
    set: (text) => {
      const [pair, ...attributes] = String(text).split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, Math.max(at, 0)).trim();
      let until = 0;
      let isFixed = false;
      for (const attribute of attributes) {
        const [key, value = ''] = attribute.split('=').map((part) => part.trim());
        if (/^max-age$/i.test(key)) [until, isFixed] = [now() + Number(value) * 1000, true];
        else if (/^expires$/i.test(key) && !isFixed) until = Date.parse(value) || 0;
      }
      jar.set(name, [pair.slice(at + 1).trim(), until]);
      if (until && until <= now()) jar.delete(name);
      keep(0);
      keep(1);
    },
  });
  return (kind) => {
    last[kind] = '[]';
    keep(kind);
  };
};

if (isOpaque) {
  // The frame's name carries what must outlive this document: the shell gives it, and a reload of the page's own.
  let handed = {};
  try {
    handed = JSON.parse(window.name).whittle || {};
    window.name = handed.name || '';
  } catch { /* a name of the page's own */ }
  const local = new Map(handed.clear ? [] : seed.data);
  for (const [key, value] of Object.entries(handed.set || {})) value === null ? local.delete(key) : local.set(key, value);
  const sessionData = new Map(handed.session || []);

  const kept = teller('storage');
  const session = teller('session');
  const texts = [local, sessionData].map((data) => {
    const text = data.get(cookieKey);
    data.delete(cookieKey);
    return text;
  });
  const again = makeCookies([kept.changed, session.changed], texts);
  const [localStorage, sessionStorage] = [[local, kept], [sessionData, session]].map(([data, { changed }], kind) =>
    makeStorage(data, (key, value) => {
      changed(key, value);
      if (key === null) again(kind);
    }));
  define(window, 'localStorage', { value: localStorage });
  define(window, 'sessionStorage', { value: sessionStorage });

  let ownName = '';
  listen(window, 'pagehide', () => {
    ownName = window.name;
    const entries = keysOf(sessionStorage).map((key) => [key, sessionStorage.getItem(key)]);
    const cookies = session.all.set[cookieKey] || texts[1];
    if (cookies) entries.push([cookieKey, cookies]);
    window.name = stringify({ whittle: { ...kept.all, session: entries, name: ownName } });
  });
  listen(window, 'pageshow', (event) => {
    if (event.persisted) window.name = ownName;
  });
}

for (const name of ['pushState', 'replaceState']) {
  const original = History.prototype[name];
  History.prototype[name] = function (state, title, url) {
    try {
      return apply(original, this, [state, title, url]);
    } catch (error) {
      if (error.name !== 'SecurityError') throw error;
      // The address of a closed frame cannot change but for what follows its hash.
      const { hash } = new URL(url, document.baseURI);
      return apply(original, this, [state, title, hash ? location.href.split('#')[0] + hash : undefined]);
    }
  };
}
