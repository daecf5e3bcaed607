/** @type {MessagePort | undefined} */
let port;
/** @type {object[]} Messages from before the port came. */
let waiting = [];
/** @type {Map<number, {resolve: (value: any) => void, reject: (error: any) => void, chunk?: (text: string) => void}>} */
const calls = new Map();
let lastCall = 0;
/** Told by the shell that the page fills the window no longer, or does. @type {(on: boolean) => void} */
let onFullscreen = () => {};

/** Sends a message to the shell; without one it goes nowhere. @param {object} message @param {Transferable[]} [transfer] */
const send = (message, transfer) => {
  if (!framed) return;
  if (!port) {
    if (waiting.length < 1000) waiting.push([message, transfer]);
    return;
  }
  try {
    apply(post, port, [message, transfer || []]);
  } catch { /* what cannot be cloned is not told */ }
};

/** @param {string} code @param {string} message @param {number} [retryAfterMs] */
const failure = (code, message, retryAfterMs) =>
  assign(new Error(message), { code, retryAfterMs: retryAfterMs || 0 });

const noHost = () => failure('no_host', 'This page runs outside Whittle, so there is no model to ask. Open it in Whittle.');

/**
 * Asks the shell for something.
 * @param {string} verb @param {object} args
 * @param {{chunk?: (text: string) => void, part?: (part: any, taken: () => void) => void, signal?: AbortSignal, transfer?: Transferable[]}} [options]
 */
const call = (verb, args, { chunk, part, signal, transfer } = {}) =>
  new Promise((resolve, reject) => {
    if (!framed) return reject(noHost());
    const aborted = () => new DOMException('The call was aborted.', 'AbortError');
    if (signal && signal.aborted) return reject(aborted());
    const id = ++lastCall;
    calls.set(id, { resolve, reject, chunk, part });
    if (signal) {
      listen(signal, 'abort', () => {
        if (!calls.delete(id)) return;
        send({ t: 'cancel', id });
        reject(aborted());
      });
    }
    send({ t: 'call', id, verb, args }, transfer);
    if (!port) {
      later(() => {
        if (!port && calls.delete(id)) reject(noHost());
      }, 10000);
    }
  });

/** @param {any} message */
const receive = (message) => {
  if (!message) return;
  if (message.t === 'theme') return setTheme(message.theme);
  if (message.t === 'ping') return send({ t: 'ready' });
  if (message.t === 'fullscreen') return onFullscreen(message.on);
  const pending = calls.get(message.id);
  if (!pending) return;
  if (message.t === 'chunk') return pending.chunk && pending.chunk(String(message.text));
  if (message.t === 'part') return pending.part && pending.part(message, () => send({ t: 'pull', id: message.id }));
  calls.delete(message.id);
  if (message.t === 'result') pending.resolve(message.value);
  else pending.reject(failure(message.code, message.message, message.retry_after_ms));
};

if (framed) {
  listen(window, 'message', (event) => {
    if (event.source !== shell || !event.data || event.data.whittle !== 'port') return;
    event.stopImmediatePropagation();
    if (!event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = (e) => receive(e.data);
    for (const [message, transfer] of waiting) send(message, transfer);
    waiting = [];
  }, true);
  const hello = () => shell.postMessage({ whittle: 'hello' }, '*');
  // A second hello makes the shell give another port and may cost what was sent over the first, so the page is patient.
  let tries = 0;
  const again = () => {
    if (port || ++tries > 4) return;
    hello();
    later(again, 5000);
  };
  listen(window, 'pageshow', (event) => event.persisted && hello());
  again();
}
