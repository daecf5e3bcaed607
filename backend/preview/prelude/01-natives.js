/** What the page could change later is taken now. */
const native = {
  addEventListener: EventTarget.prototype.addEventListener,
  dispatchEvent: EventTarget.prototype.dispatchEvent,
  postMessage: MessagePort.prototype.postMessage,
  apply: Reflect.apply,
  now: Date.now,
  performance: performance.now.bind(performance),
  setTimeout: setTimeout.bind(window),
  clearTimeout: clearTimeout.bind(window),
  microtask: queueMicrotask.bind(window),
  frame: requestAnimationFrame.bind(window),
  fetch: window.fetch.bind(window),
  matchMedia: window.matchMedia.bind(window),
  stringify: JSON.stringify,
  Promise, Error, Map, Set, DOMException, String, Number, Object, Array,
};
// The page finds its document as it was written.
if (document.currentScript) document.currentScript.remove();

const shell = window.parent;
/** Whether a shell holds this page; a page opened as a plain file has none. */
const framed = shell !== window;

/** @param {EventTarget} target @param {string} type @param {(event: any) => void} listener @param {boolean} [capture] */
const listen = (target, type, listener, capture) =>
  native.apply(native.addEventListener, target, [type, listener, !!capture]);

/** @param {object} target @param {string} name @param {PropertyDescriptor} descriptor */
const define = (target, name, descriptor) => {
  try {
    Object.defineProperty(target, name, { configurable: true, enumerable: true, ...descriptor });
  } catch { /* the engine keeps its own */ }
};

/** @param {string} text @param {number} limit */
const clip = (text, limit) => (text.length > limit ? text.slice(0, limit) + '…' : text);
