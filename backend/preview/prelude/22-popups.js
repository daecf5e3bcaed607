// when: open(
/**
 * Shows a window that the page opened for itself over it, such as one to print. A frame in a closed frame has an origin
 * of its own, so the page writes into a document apart, which is shown as text.
 */
openPopup = () => {
  const host = document.createElement('div');
  host.style.cssText = 'all:initial;position:fixed;inset:0;z-index:2147483646;background:#0008;padding:24px;box-sizing:border-box';
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = '<style>section{display:flex;flex-direction:column;height:100%;border-radius:10px;overflow:hidden;background:#fff;box-shadow:0 8px 30px #0006}' +
    'header{display:flex;gap:8px;padding:8px;background:#1f2023;font:14px/1.45 system-ui,sans-serif;color:#f4f4f5;align-items:center}' +
    'b{flex:1;font-weight:500}button{font:inherit;padding:4px 12px;border-radius:7px;border:0;background:#f4f4f5;color:#18181b;cursor:pointer}' +
    'iframe{flex:1;border:0;background:#fff}</style><section role=dialog><header><b></b><button>Print</button><button>Close</button></header><iframe></iframe></section>';
  const [printButton, closeButton] = root.querySelectorAll('button');
  const frame = root.querySelector('iframe');
  const title = `A window of ${seed.name || 'this app'}`;
  root.querySelector('b').textContent = frame.title = title;
  root.querySelector('section').setAttribute('aria-label', title);
  (document.body || document.documentElement).append(host);

  const target = new EventTarget();
  const page = document.implementation.createHTMLDocument('');
  let isClosed = false;
  let isShown = false;
  let written;
  let parsed;
  /** What is to be done in the frame once it has loaded, in order. */
  let toPrint = 0;
  let toClose = false;
  const end = () => {
    isClosed = true;
    host.remove();
  };
  const settle = () => {
    if (!isShown) return;
    if (toPrint > 0) frame.contentWindow.postMessage({ whittle: 'print' }, '*');
    else if (toClose) end();
  };
  const helper = '<script>addEventListener("message",e=>{if(e.source===parent&&e.data&&e.data.whittle==="print"){print();parent.postMessage({whittle:"printed"},"*")}})</' + 'script>';
  let last;
  const show = () => {
    const text = written ?? '<!doctype html>' + page.documentElement.outerHTML;
    if (text === last) return;
    last = text;
    isShown = false;
    frame.srcdoc = text + helper;
  };
  frame.onload = () => {
    if (!last) return;
    isShown = true;
    const event = new Event('load');
    target.dispatchEvent(event);
    if (popup.onload) popup.onload(event);
    settle();
  };
  listen(window, 'message', (event) => {
    if (event.source !== frame.contentWindow || !event.data || event.data.whittle !== 'printed') return;
    event.stopImmediatePropagation();
    toPrint--;
    settle();
  }, true);

  const write = (...texts) => {
    written = (written || '') + texts.join('');
    page.documentElement.innerHTML = written;
    parsed = page.documentElement.innerHTML;
    later(show, 0);
  };
  for (const [name, value] of [['write', write], ['writeln', (...texts) => write(...texts, '\n')], ['open', () => { written = undefined; return page; }], ['close', () => {}]]) {
    define(page, name, { value });
  }
  new MutationObserver(() => {
    if (page.documentElement.innerHTML === parsed) return;
    written = undefined;
    later(show, 0);
  }).observe(page, { subtree: true, childList: true, attributes: true, characterData: true });

  const print = () => {
    if (seed.dialogs !== 'browser') return window.print();
    toPrint++;
    show();
    settle();
  };
  const close = () => {
    toClose = true;
    if (!toPrint) end();
  };
  const popup = assign(target, {
    document: page, opener: window, location: { href: 'about:blank', reload: () => {} }, name: '', onload: null,
    print, close, focus: () => {}, blur: () => {}, moveTo: () => {}, resizeTo: () => {}, postMessage: () => {}, setTimeout: later,
  });
  define(popup, 'closed', { get: () => isClosed });
  closeButton.onclick = end;
  printButton.onclick = print;
  listen(root, 'keydown', (event) => event.key === 'Escape' && end());
  return popup;
};
