// Mends what the library's event targets lack: listeners for once, and removing one that is not there.
import FakeEventTarget from './node_modules/fake-indexeddb/build/esm/lib/FakeEventTarget.js';

const { addEventListener, removeEventListener } = FakeEventTarget.prototype;

FakeEventTarget.prototype.addEventListener = function (type, callback, options) {
  if (!callback) return;
  const capture = typeof options === 'object' && options ? !!options.capture : !!options;
  if (this.listeners.some((l) => l.type === type && l.callback === callback && l.capture === capture)) return;
  addEventListener.call(this, type, callback, options);
  if (options?.once) this.listeners.at(-1).once = true;
};

FakeEventTarget.prototype.removeEventListener = function (type, callback, options) {
  const capture = typeof options === 'object' && options ? !!options.capture : !!options;
  if (this.listeners.some((l) => l.type === type && l.callback === callback && l.capture === capture)) {
    removeEventListener.call(this, type, callback, options);
  }
};

const { dispatchEvent } = FakeEventTarget.prototype;
/** What a listener of the page throws is the page's error, as it is in a browser. */
FakeEventTarget.prototype.dispatchEvent = function (event) {
  const once = this.listeners.filter((l) => l.once && l.type === event.type);
  try {
    return dispatchEvent.call(this, event);
  } catch (error) {
    for (const each of error instanceof AggregateError ? error.errors : [error]) reportError(each);
    throw error;
  } finally {
    this.listeners = this.listeners.filter((l) => !once.includes(l));
  }
};
