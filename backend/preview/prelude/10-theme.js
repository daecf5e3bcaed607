/** @type {'light' | 'dark' | ''} Chosen by the person; empty follows the system. */
let theme = '';
const queries = new Set();
/** @type {Map<MediaList, string>} What the page's own rules said. */
const rules = new Map();
const preference = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;
// A frame may have no width yet, so what never holds asks for too much of it.
const always = '(min-width:0)';
const never = '(min-width:9999999px)';
const decided = (text) => text.replace(preference, (_, scheme) => (scheme.toLowerCase() === theme ? always : never));

/** Makes rules and style sheets that ask for the system's scheme follow the chosen one. */
const retheme = () => {
  if (!theme) return;
  const visit = (list) => {
    for (const rule of list) {
      if (rule.media) follow(rule.media);
      if (rule.cssRules) visit(rule.cssRules);
    }
  };
  const follow = (media) => {
    const text = rules.get(media) ?? media.mediaText;
    if (text.search(preference) < 0) return;
    rules.set(media, text);
    if (media.mediaText !== decided(text)) media.mediaText = decided(text);
  };
  for (const sheet of document.styleSheets) {
    try {
      follow(sheet.media);
      visit(sheet.cssRules);
    } catch { /* a sheet from elsewhere keeps its rules to itself */ }
  }
  const root = document.documentElement;
  const scheme = root.style.colorScheme ? 'light dark' : getComputedStyle(root).colorScheme;
  if (/light.*dark|dark.*light/.test(scheme)) root.style.colorScheme = theme;
};

/** @param {'light' | 'dark'} chosen */
const setTheme = (chosen) => {
  theme = chosen === 'light' || chosen === 'dark' ? chosen : '';
  retheme();
  for (const update of queries) update();
};

if (framed) {
  define(window, 'matchMedia', {
    writable: true,
    value: (query) => {
      const list = askMedia(query);
      if (String(query).search(preference) < 0) return list;
      const matches = () => (theme ? askMedia(decided(String(query))).matches : list.matches);
      const target = new EventTarget();
      let last = matches();
      let onchange = null;
      const update = () => {
        if (matches() === last) return;
        last = matches();
        const event = assign(new Event('change'), { matches: last, media: list.media });
        target.dispatchEvent(event);
        if (onchange) onchange.call(target, event);
      };
      queries.add(update);
      listen(list, 'change', update);
      define(target, 'matches', { get: matches });
      define(target, 'media', { value: list.media });
      define(target, 'onchange', { get: () => onchange, set: (listener) => { onchange = listener; } });
      define(target, 'addListener', { value: (listener) => target.addEventListener('change', listener) });
      define(target, 'removeListener', { value: (listener) => target.removeEventListener('change', listener) });
      return target;
    },
  });
  setTheme(seed.theme);
  listen(document, 'DOMContentLoaded', () => {
    retheme();
    new MutationObserver(retheme).observe(document.head, { childList: true, subtree: true });
  });
  listen(window, 'load', retheme);
}
