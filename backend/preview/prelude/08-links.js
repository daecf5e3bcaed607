/** Shows a window of the page's own over it. @type {(() => Window) | undefined} */
let openPopup;
/** Hands a file to the shell. @type {(name: string, type: string, bytes: ArrayBuffer) => Promise<void>} */
const saveBytes = (name, type, bytes) => call('download', { name: clip(name || 'download', 200), type: type || '', bytes }, { transfer: [bytes] });

if (framed) {
  const isHere = (url) => url.split('#')[0] === location.href.split('#')[0];
  const outside = (url) => /^(?:https?|mailto|tel):/i.test(url) && !url.startsWith(location.origin + '/') && !url.startsWith(`${location.protocol}//${location.host}/`);
  const open = (url) => call('open', { url }).catch((error) => console.warn(error.message));

  /** Hands a file made in the page, or held in an address, to the shell. */
  const download = async (url, name) => {
    try {
      const response = await fetchNow(url);
      const bytes = await response.arrayBuffer();
      const type = (response.headers.get('content-type') || '').split(';')[0];
      await saveBytes(name, type, bytes).catch((error) => console.warn(error.message));
    } catch (error) {
      console.error(`The download ${name || ''} failed: ${error.message}`);
    }
  };

  /** Does what following a link means here; returns false to leave it to the browser. @param {HTMLAnchorElement} a */
  const follow = (a) => {
    const url = String(a.href && a.href.baseVal !== undefined ? new URL(a.href.baseVal, document.baseURI) : a.href);
    if (!url || /^javascript:/i.test(url)) return false;
    if (/^(?:blob|data):/i.test(url)) download(url, a.getAttribute('download'));
    else if (outside(url)) open(url);
    else if (isHere(url)) return a.target === '_blank';
    else console.warn(`The link to ${clip(a.getAttribute('href') || url, 200)} leads nowhere: an app in Whittle is one page.`);
    return true;
  };

  const linkOf = (event) => event.composedPath().find((node) => node instanceof Element && (node.localName === 'a' || node.localName === 'area') && node.hasAttribute('href'));
  const onClick = (event) => {
    if (event.defaultPrevented || event.button > 1) return;
    const a = linkOf(event);
    if (a && follow(a)) event.preventDefault();
  };
  listen(window, 'click', onClick);
  listen(window, 'auxclick', onClick);

  // A click that the page keeps from going further still must not lead the frame away.
  const stopPropagation = Event.prototype.stopPropagation;
  const preventDefault = Event.prototype.preventDefault;
  for (const [name, original] of [['stopPropagation', stopPropagation], ['stopImmediatePropagation', Event.prototype.stopImmediatePropagation]]) {
    Event.prototype[name] = function () {
      apply(original, this, []);
      const a = this.type === 'click' && !this.defaultPrevented && this.cancelable && linkOf(this);
      if (!a || (!a.hasAttribute('download') && !a.target && isHere(a.href))) return;
      let prevented = false;
      apply(preventDefault, this, []);
      define(this, 'preventDefault', { value: () => { prevented = true; } });
      later(() => prevented || follow(a), 0);
    };
  }

  // Links that are not in the page get no click there: file savers make such.
  const isLoose = (node) => node instanceof HTMLAnchorElement && !node.isConnected && node.hasAttribute('href');
  EventTarget.prototype.dispatchEvent = function (event) {
    const loose = event.type === 'click' && isLoose(this);
    if (loose) listen(this, 'click', (e) => e === event && onClick(e));
    return apply(nativeDispatch, this, [event]);
  };
  const click = HTMLElement.prototype.click;
  HTMLElement.prototype.click = function () {
    if (isLoose(this)) this.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    else apply(click, this, []);
  };

  /** Opens what the page made: a document or a picture over it, any other file as a download. */
  const show = async (url) => {
    const response = await fetchNow(url);
    const type = (response.headers.get('content-type') || '').split(';')[0];
    if (!/^(?:text\/html|image\/)/.test(type)) return download(url, '');
    const { document: page } = openPopup();
    if (type === 'text/html') return page.write(await response.text());
    const reader = new FileReader();
    reader.onload = () => page.write(`<body style="margin:0"><img style="max-width:100%" src="${reader.result}">`);
    reader.readAsDataURL(await response.blob());
  };

  define(window, 'open', {
    writable: true,
    value: (url = '') => {
      const target = url ? String(new URL(url, document.baseURI)) : '';
      if (!target || target === 'about:blank') return openPopup();
      if (/^(?:blob|data):/i.test(target)) show(target);
      else if (outside(target)) open(target);
      else {
        console.warn('An app in Whittle cannot open a window of its own.');
        return null;
      }
      return { closed: true, opener: null, close() {}, focus() {}, blur() {}, postMessage() {}, addEventListener() {} };
    },
  });

  const clipboard = navigator.clipboard || {};
  const writeText = clipboard.writeText;
  const copy = async (text) => {
    text = String(text);
    try {
      await apply(writeText, clipboard, [text]);
    } catch {
      await call('copy', { text });
    }
  };
  if (navigator.clipboard) define(Object.getPrototypeOf(clipboard), 'writeText', { writable: true, value: copy });
  else define(Navigator.prototype, 'clipboard', { value: { writeText: copy } });
}
