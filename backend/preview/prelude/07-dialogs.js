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

/** How soon after one dialog the next counts as one of a row, and from which of a row on the person is asked. */
const rowMS = 1000;
const tooMany = 3;

/** Dialogs of the browser: named as the app's, and stopped when the person has had enough of them. */
const nameDialogs = () => {
  const { alert, confirm, prompt } = window;
  const name = seed.name || 'This app';
  let row = 0;
  let last = -rowMS;
  let stopped = false;
  const named = (show, silent) => (message, value) => {
    row = clock() - last < rowMS ? row + 1 : 1;
    if (!stopped && row % 5 === tooMany) {
      stopped = !apply(confirm, window, [`${name} keeps asking.\n\nOK lets it go on. Cancel stops its questions until it is opened again.`]);
    }
    const words = clip(message === undefined ? '' : String(message), 2000);
    const answer = stopped ? silent(words) : apply(show, window, [`${name} says:\n${words}`, ...(show === prompt ? [value ?? ''] : [])]);
    last = clock();
    return answer;
  };
  assign(window, { alert: named(alert, notice), confirm: named(confirm, () => false), prompt: named(prompt, () => null) });
};

if (framed && seed.dialogs === 'browser') nameDialogs();
if (framed && !seed.dialogs) {
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

if (framed) {
  // A page may hear that it is left, and keep something; it cannot hold the person back.
  listen(window, 'beforeunload', (event) => {
    define(event, 'preventDefault', { value: () => {} });
    define(event, 'returnValue', { get: () => '', set: () => {} });
  }, true);
}
