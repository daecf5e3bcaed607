/** @type {ShadowRoot | undefined} */
let notices;
/** @type {HTMLElement | undefined} */
let noticeHost;

/** Shows a text over the page until the person closes it; the page goes on meanwhile. @param {string} text */
const notice = (text) => {
  if (!noticeHost || !noticeHost.isConnected) {
    noticeHost = document.createElement('div');
    noticeHost.style.cssText = 'all:initial;position:fixed;inset:16px 16px auto;z-index:2147483647;pointer-events:none;' +
      'display:flex;flex-direction:column;gap:8px;align-items:center';
    notices = noticeHost.attachShadow({ mode: 'closed' });
    document.documentElement.append(noticeHost);
  }
  const box = document.createElement('div');
  box.setAttribute('role', 'alertdialog');
  box.setAttribute('aria-label', 'Message from this app');
  box.style.cssText = 'display:flex;gap:12px;align-items:center;max-width:440px;max-height:40vh;overflow:auto;' +
    'padding:12px 14px;border-radius:10px;background:#1f2023;color:#f4f4f5;border:1px solid #ffffff2e;' +
    'font:14px/1.45 system-ui,sans-serif;white-space:pre-wrap;overflow-wrap:anywhere;box-shadow:0 8px 30px #0006;pointer-events:auto';
  const words = document.createElement('div');
  words.style.flex = '1';
  words.textContent = clip(text, 2000);
  const close = document.createElement('button');
  close.textContent = 'OK';
  close.style.cssText = 'font:inherit;padding:4px 12px;border-radius:7px;border:0;background:#f4f4f5;color:#18181b;cursor:pointer';
  close.onclick = () => box.remove();
  box.append(words, close);
  notices.append(box);
  while (notices.children.length > 3) notices.firstElementChild.remove();
};

if (framed) {
  const text = (value) => (value === undefined ? '' : native.String(value));
  define(window, 'alert', { writable: true, value: (message) => notice(text(message)) });
  define(window, 'confirm', {
    writable: true,
    value: (message) => {
      console.warn(`confirm(${native.stringify(clip(text(message), 200))}) was answered with OK: an app in Whittle cannot wait for an answer here.`);
      return true;
    },
  });
  define(window, 'prompt', {
    writable: true,
    value: (message, value) => {
      console.warn(`prompt(${native.stringify(clip(text(message), 200))}) was answered with its default: an app in Whittle cannot wait for an answer here.`);
      return text(value);
    },
  });
}
