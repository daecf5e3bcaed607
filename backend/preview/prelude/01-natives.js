// What the page could change later is taken now, under its usual name where it has one.
const { Promise, Error, Map, Set, DOMException, String, Number, Object, Array, Event, EventTarget, Element, document, console } = window;
const { assign, create, defineProperty, getOwnPropertyDescriptor, hasOwn, keys: keysOf } = Object;
const { apply } = Reflect;
const { isArray } = Array;
const { stringify } = JSON;
const { now } = Date;
const { addEventListener: nativeListen, dispatchEvent: nativeDispatch } = EventTarget.prototype;
const post = MessagePort.prototype.postMessage;
const clock = performance.now.bind(performance);
const later = setTimeout.bind(window);
const soon = queueMicrotask.bind(window);
const onFrame = requestAnimationFrame.bind(window);
const fetchNow = fetch.bind(window);
const NativeXHR = XMLHttpRequest;
const askMedia = matchMedia.bind(window);

// The page finds its document as it was written.
if (document.currentScript) document.currentScript.remove();

const shell = window.parent;
/** Whether a shell holds this page; a page opened as a plain file has none. */
const framed = shell !== window;

/** @param {EventTarget} target @param {string} type @param {(event: any) => void} listener @param {boolean} [capture] */
const listen = (target, type, listener, capture) =>
  apply(nativeListen, target, [type, listener, !!capture]);

/** @param {object} target @param {string} name @param {PropertyDescriptor} descriptor */
const define = (target, name, descriptor) => {
  try {
    defineProperty(target, name, { configurable: true, enumerable: true, ...descriptor });
  } catch { /* the engine keeps its own */ }
};

/** @param {string} text @param {number} limit */
const clip = (text, limit) => (text.length > limit ? text.slice(0, limit) + '…' : text);
