/** @type {any} What a callback of the page threw last, where the engine does not tell. */
let thrown;

/** Whether errors come as "Script error.", as WebKit has it in a frame with an opaque origin. */
const muted = () => {
  let told;
  const hear = (event) => {
    told = event.error;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  listen(window, 'error', hear, true);
  const target = new EventTarget();
  const probe = new Error('probe');
  listen(target, 'probe', () => { throw probe; });
  target.dispatchEvent(new Event('probe'));
  window.removeEventListener('error', hear, true);
  return told !== probe;
};

/** Makes the page's callbacks leave a note of what they throw. */
const noteThrown = () => {
  const noted = new WeakMap();
  const note = (callback) => {
    if (typeof callback !== 'function') return callback;
    if (!noted.has(callback)) {
      noted.set(callback, function (...args) {
        try {
          return apply(callback, this, args);
        } catch (error) {
          thrown = error;
          throw error;
        }
      });
    }
    return noted.get(callback);
  };
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask']) {
    const original = window[name];
    window[name] = (callback, ...rest) => apply(original, window, [note(callback), ...rest]);
  }
  const report = window.reportError;
  window.reportError = (error) => {
    thrown = error;
    apply(report, window, [error]);
  };
  for (const name of ['addEventListener', 'removeEventListener']) {
    const original = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (type, callback, ...rest) {
      return apply(original, this, [type, note(callback), ...rest]);
    };
  }
  for (const owner of [HTMLElement.prototype, Document.prototype, window]) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const { get, set } = getOwnPropertyDescriptor(owner, name);
      if (!/^on/.test(name) || !set) continue;
      const own = new WeakMap();
      define(owner, name, {
        get() { return own.get(apply(get, this, [])) || apply(get, this, []); },
        set(callback) {
          const made = note(callback);
          if (made !== callback) own.set(made, callback);
          apply(set, this, [made]);
        },
      });
    }
  }
};

/** Says what can be known of an error that came muted. @param {ErrorEvent} event */
const unmute = (event) => {
  if (event.error || event.message !== 'Script error.') return event;
  const error = thrown;
  thrown = undefined;
  if (error) {
    const at = /^(\S*):(\d+):(\d+)$/m.exec(error.stack || '') || [];
    return { error, message: error instanceof Error ? `${error.name}: ${error.message}` : describe(error), filename: (at[1] || '').replace(/^.*@/, ''), lineno: +at[2], colno: +at[3] };
  }
  const script = document.currentScript;
  if (!script) return { message: 'A script of the page failed, and this engine does not say which.' };
  try {
    new Function(script.text);
  } catch (failed) {
    return { message: `${failed.name}: ${failed.message}, in the script that begins: ${clip(script.text.trim(), 80)}` };
  }
  return { message: `A script failed, and this engine does not say how. The script begins: ${clip(script.text.trim(), 80)}` };
};

if (framed && muted()) noteThrown();
