// when: contentDocument|contentWindow
/**
 * Lets the page write into frames that it makes for itself, such as the preview of an editor. A frame in a closed frame
 * has an origin of its own, so the page writes into a document apart, which the frame shows as text.
 */
const writableFrames = () => {
  const frameOf = HTMLIFrameElement.prototype;
  const nativeWindow = getOwnPropertyDescriptor(frameOf, 'contentWindow').get;
  const nativeSource = getOwnPropertyDescriptor(MessageEvent.prototype, 'source').get;
  const pages = new WeakMap(); // the document apart and what is shown of it, by frame
  const windows = new WeakMap(); // what stands for a frame's window, by that window

  /** Follows a document that stands for a frame's. @param {HTMLIFrameElement} frame @param {Document} page */
  const follow = (frame, page) => {
    const kept = { page, shown: undefined };
    let written;
    let parsed = page.documentElement.innerHTML;
    const show = () => {
      const text = written ?? '<!doctype html>' + page.documentElement.outerHTML;
      if (pages.get(frame) === kept && text !== kept.shown) frame.srcdoc = kept.shown = text;
    };
    const write = (...texts) => {
      written = (written || '') + texts.join('');
      page.documentElement.innerHTML = written;
      parsed = page.documentElement.innerHTML;
      later(show, 0);
    };
    const open = () => {
      written = '';
      return page;
    };
    for (const [name, value] of [['write', write], ['writeln', (...texts) => write(...texts, '\n')], ['open', open], ['close', () => {}]]) define(page, name, { value });
    define(page, 'defaultView', { get: () => frame.contentWindow });
    define(page, 'readyState', { value: 'complete' });
    new MutationObserver(() => {
      if (page.documentElement.innerHTML === parsed) return;
      written = undefined;
      later(show, 0);
    }).observe(page, { subtree: true, childList: true, attributes: true, characterData: true });
    pages.set(frame, kept);
    return page;
  };

  /** The document apart of a frame; null for a frame that shows something from elsewhere. @param {HTMLIFrameElement} frame */
  const pageOf = (frame) => {
    const from = frame.getAttribute('src');
    const text = frame.getAttribute('srcdoc');
    if (!frame.isConnected || (text === null && from && !/^(?:about:|javascript:)/i.test(from))) return null;
    const kept = pages.get(frame);
    if (kept && (text === null || (kept.shown !== undefined && text.endsWith(kept.shown)))) return kept.page;
    return follow(frame, text === null ? document.implementation.createHTMLDocument('') : new DOMParser().parseFromString(text, 'text/html'));
  };

  /** What stands for the window of a frame: its document is the one apart, the rest is the window's own. */
  const windowOf = (frame) => {
    const real = apply(nativeWindow, frame, []);
    if (!real || !pageOf(frame)) return real;
    if (windows.has(real)) return windows.get(real);
    const own = { print: () => window.print(), addEventListener: (...args) => frame.addEventListener(...args), getComputedStyle: (...args) => getComputedStyle(...args) };
    const get = (_, name) => {
      if (name === 'document') return pageOf(frame);
      if (hasOwn(own, name)) return own[name];
      try {
        const value = real[name];
        return typeof value === 'function' ? value.bind(real) : value;
      } catch {
        return undefined;
      }
    };
    const set = (_, name, value) => {
      if (name === 'location') real.location = value;
      else own[name] = value;
      return true;
    };
    windows.set(real, new Proxy({}, { get, set }));
    return windows.get(real);
  };

  define(frameOf, 'contentDocument', { get() { return pageOf(this); } });
  define(frameOf, 'contentWindow', { get() { return windowOf(this); } });
  define(MessageEvent.prototype, 'source', { get() {
    const real = apply(nativeSource, this, []);
    return (real && windows.get(real)) || real;
  } });
};
if (framed) writableFrames();
