/** As much as Chromium lets a page keep, in UTF-16 units. */
const quota = 5 * 1024 * 1024;

/**
 * A Storage over a Map (HTML standard, 12.2.1 the Storage interface).
 * @param {[string, string][]} entries @param {(key: string | null, value: string | null) => void} changed null key: all gone
 */
const makeStorage = (entries, changed) => {
  const data = new Map(entries);
  let size = 0;
  for (const [key, value] of data) size += key.length + value.length;
  const remove = (key) => {
    if (!data.has(key)) return;
    size -= key.length + data.get(key).length;
    data.delete(key);
    changed(key, null);
  };
  const methods = {
    getItem: (key) => data.get(String(key)) ?? null,
    setItem: (key, value) => {
      key = String(key);
      value = String(value);
      const grown = size + value.length - (data.has(key) ? data.get(key).length : -key.length);
      if (grown > quota && grown > size) {
        throw new DOMException(`Setting the value of '${clip(key, 100)}' exceeded the quota.`, 'QuotaExceededError');
      }
      if (data.get(key) === value) return;
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

const storageWorks = () => {
  try {
    return !!window.localStorage;
  } catch {
    return false;
  }
};

if (!storageWorks()) {
  let set = create(null);
  let clear = false;
  let pending = false;
  const changed = (key, value) => {
    if (key === null) [set, clear] = [create(null), true];
    else set[key] = value;
    if (pending) return;
    pending = true;
    soon(() => {
      send({ t: 'storage', set, clear });
      [set, clear, pending] = [create(null), false, false];
    });
  };
  define(window, 'localStorage', { value: makeStorage(seed.data, changed) });
  define(window, 'sessionStorage', { value: makeStorage([], () => {}) });

  const jar = new Map();
  define(document, 'cookie', {
    get: () => [...jar].map(([name, value]) => (name ? `${name}=${value}` : value)).join('; '),
    set: (text) => {
      const [pair, ...attributes] = String(text).split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, Math.max(at, 0)).trim();
      const gone = attributes.some((a) => {
        const [key, value = ''] = a.split('=').map((part) => part.trim());
        return /^max-age$/i.test(key) ? Number(value) <= 0 : /^expires$/i.test(key) && Date.parse(value) < now();
      });
      if (gone) jar.delete(name);
      else jar.set(name, pair.slice(at + 1).trim());
    },
  });
}

for (const name of ['pushState', 'replaceState']) {
  const original = History.prototype[name];
  History.prototype[name] = function (state, title, url) {
    try {
      return apply(original, this, [state, title, url]);
    } catch (error) {
      if (error.name !== 'SecurityError') throw error;
      return apply(original, this, [state, title]);
    }
  };
}
