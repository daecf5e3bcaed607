// when: Worker
if (framed) {
  const NativeWorker = window.Worker;
  // A blob: module does not start in an opaque frame of Chromium; a data: one may not import blob: in WebKit.
  const needsData = !!window.chrome || / Chrome\//.test(navigator.userAgent);

  const hasNet = typeof workerNet === 'function';
  const usesNet = /fetch|XMLHttpRequest|EventSource|WebSocket/;

  /** The text of a script that the page made. */
  const textOf = (url) => {
    const request = new NativeXHR();
    request.open('GET', url, false);
    request.send();
    return request.responseText;
  };
  const importsOf = (text) => [...text.matchAll(/importScripts\s*\(([^)]*)\)/g)]
    .flatMap(([, args]) => [...args.matchAll(/["'`](https?:[^"'`\s]+)["'`]/g)].map(([, address]) => address));
  /** Gives a worker's importScripts the libraries that were fetched for it. @param {[string, string][]} found */
  const importsFrom = (found) => `{const l=new Map(${stringify(found)}),i=self.importScripts;` +
    'self.importScripts=(...u)=>{for(const a of u)l.has(String(a))?i.call(self,URL.createObjectURL(new Blob([l.get(String(a))],{type:"text/javascript"}))):i.call(self,a)}}';

  const start = (text, options, first = '') => {
    const isModule = options && options.type === 'module';
    const withNet = hasNet && usesNet.test(text);
    const whole = (withNet ? workerNet() : '') + first + text;
    const url = isModule && needsData
      ? 'data:text/javascript;charset=utf-8,' + encodeURIComponent(whole)
      : URL.createObjectURL(new Blob([whole], { type: 'text/javascript' }));
    later(() => URL.revokeObjectURL(url), 60000);
    const worker = new NativeWorker(url, options);
    if (withNet) serveWorker(worker);
    return worker;
  };

  /** A worker whose script has to be fetched first; what is posted to it waits. @param {() => Promise<Worker>} begin */
  const lateWorker = (begin) => {
    const target = new EventTarget();
    let worker;
    let ended = false;
    let queue = [];
    Object.setPrototypeOf(target, lateProto);
    late.set(target, {
      post: (args) => (worker ? worker.postMessage(...args) : queue.push(args)),
      end: () => {
        ended = true;
        if (worker) worker.terminate();
      },
    });
    const pass = (event) => nativeDispatch.call(target, new event.constructor(event.type, event));
    begin().then((made) => {
      worker = made;
      if (ended) return worker.terminate();
      for (const type of ['message', 'messageerror', 'error']) listen(worker, type, pass);
      for (const args of queue) worker.postMessage(...args);
      queue = [];
    }, (error) => nativeDispatch.call(target, new ErrorEvent('error', { message: error.message, error })));
    return target;
  };
  const late = new WeakMap();
  const lateProto = create(NativeWorker.prototype, {
    postMessage: { value(...args) { late.get(this).post(args); } },
    terminate: { value() { late.get(this).end(); } },
  });
  for (const type of ['message', 'messageerror', 'error']) {
    const own = new WeakMap();
    defineProperty(lateProto, 'on' + type, {
      get() { return own.get(this) || null; },
      set(callback) {
        this.removeEventListener(type, own.get(this));
        own.set(this, callback);
        this.addEventListener(type, callback);
      },
    });
  }

  function Worker(url, options) {
    if (!new.target) throw new TypeError("Failed to construct 'Worker': Please use the 'new' operator.");
    const address = String(new URL(url, document.baseURI));
    if (/^https?:/i.test(address) && !address.startsWith(location.origin)) {
      return lateWorker(async () => {
        const found = await askLibrary(address);
        if (!found) throw new Error(`${address} was not loaded: Whittle does not have it.`);
        return start(found.text, options);
      });
    }
    if (!/^(?:blob|data):/i.test(address)) return new NativeWorker(url, options);
    const isModule = options && options.type === 'module';
    const text = textOf(address);
    const wanted = isModule ? [] : importsOf(text);
    if (!wanted.length) {
      const asItIs = isModule ? !needsData || /^data:/i.test(address) : true;
      return asItIs && !(hasNet && usesNet.test(text)) ? new NativeWorker(url, options) : start(text, options);
    }
    return lateWorker(async () => {
      const found = await Promise.all(wanted.map(async (a) => [a, await askLibrary(a)]));
      return start(text, options, importsFrom(found.filter(([, l]) => l).map(([a, l]) => [a, l.text])));
    });
  }
  const connects = 'addEventListener("message",e=>{if(!e.data||e.data.whittle!=="connect")return;e.stopImmediatePropagation();' +
    'const c=new MessageEvent("connect",{ports:e.ports});self.onconnect?self.onconnect(c):dispatchEvent(c)});';
  const NativeShared = window.SharedWorker;
  const shared = new Map();
  /** A shared worker is shared by the documents of an origin; a closed frame is alone with its own. */
  class SharedWorker extends EventTarget {
    constructor(url, options) {
      super();
      const { port1, port2 } = new MessageChannel();
      const address = String(new URL(url, document.baseURI));
      const name = typeof options === 'string' ? options : options && options.name;
      const key = stringify([address, name]);
      if (!shared.has(key)) shared.set(key, start(textOf(address), typeof options === 'string' ? { name } : options, connects));
      const worker = shared.get(key);
      assign(this, { port: port1, onerror: null });
      listen(worker, 'error', (event) => this.onerror && this.onerror(event));
      worker.postMessage({ whittle: 'connect' }, [port2]);
    }
  }
  if (needsData && NativeShared) define(window, 'SharedWorker', { writable: true, enumerable: false, value: SharedWorker });

  Worker.prototype = NativeWorker.prototype;
  defineProperty(NativeWorker.prototype, 'constructor', { value: Worker, writable: true, configurable: true });
  define(window, 'Worker', { writable: true, enumerable: false, value: Worker });
}
