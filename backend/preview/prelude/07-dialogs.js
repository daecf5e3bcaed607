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
  box.setAttribute('aria-label', `Message from ${seed.name || 'this app'}`);
  box.style.cssText = 'display:flex;gap:12px;align-items:center;max-width:440px;max-height:40vh;overflow:auto;' +
    'padding:12px 14px;border-radius:10px;background:#1f2023;color:#f4f4f5;border:1px solid #ffffff2e;' +
    'font:14px/1.45 system-ui,sans-serif;white-space:pre-wrap;overflow-wrap:anywhere;box-shadow:0 8px 30px #0006;pointer-events:auto';
  const words = document.createElement('div');
  words.style.flex = '1';
  words.textContent = text;
  const close = document.createElement('button');
  close.textContent = 'OK';
  close.style.cssText = 'font:inherit;padding:4px 12px;border-radius:7px;border:0;background:#f4f4f5;color:#18181b;cursor:pointer';
  close.onclick = () => box.remove();
  box.append(words, close);
  notices.append(box);
  while (notices.children.length > 3) notices.firstElementChild.remove();
};

if (framed) {
  const text = (value) => clip(value === undefined ? '' : String(value), 2000);
  const answered = (what, message, answer) =>
    console.warn(`${what}(${stringify(clip(text(message), 200))}) was answered with ${answer}: an app in Whittle cannot wait for an answer here.`);
  assign(window, {
    alert: (message) => notice(text(message)),
    confirm: (message) => {
      answered('confirm', message, 'OK');
      return true;
    },
    prompt: (message, value) => {
      answered('prompt', message, 'its default');
      return text(value);
    },
  });
}
