// when: fetch|XMLHttpRequest|EventSource|WebSocket|sendBeacon|https://|="http:|='http:|(http:|=http:
/**
 * Makes fetch and all that stands on it, over a way to ask the shell. It runs in the page and, as text, in workers, so
 * it uses nothing from outside itself.
 * @param {any} scope The page's or the worker's global object.
 * @param {(args: object, part: (part: any, taken: () => void) => void, signal: AbortSignal) => Promise<void>} ask
 * @param {{base: string, home: string, say: (text: string) => void}} own
 */
const installNet = (scope, ask, own) => {
  const { Request, Response, Headers, ReadableStream, ByteLengthQueuingStrategy, AbortController, DOMException, EventTarget, Event, URL, Blob, FormData } = scope;
  const { TextDecoder, Uint8Array, Object, Promise, TypeError, Math, Number, String, JSON, atob, setTimeout, clearTimeout } = scope;
  const nativeFetch = scope.fetch.bind(scope);
  const Progress = scope.ProgressEvent || Event;
  const CRLF = String.fromCharCode(13, 10); // a string with a line end would break the prelude's one line
  const isWeb = (url) => /^https?:/i.test(url) && !url.startsWith(own.home);
  const absolute = (url) => String(new URL(String(url), own.base));

  /** Sends a request; resolves when its head is there. @param {object} args @param {AbortSignal} signal */
  const open = (args, signal) =>
    new Promise((resolve, reject) => {
      let controller;
      let begun = false;
      const held = [];
      const failure = {}; // what ended the stream, for engines that say only that something did
      const stop = new AbortController();
      const abort = () => stop.abort();
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', abort);
      const body = new ReadableStream({
        start: (c) => { controller = c; },
        pull: () => {
          for (const taken of held.splice(0)) taken();
        },
        cancel: abort,
      }, new ByteLengthQueuingStrategy({ highWaterMark: 1 << 20 }));
      const part = ({ head, bytes }, taken) => {
        if (head) {
          begun = true;
          resolve({ head, body, failure });
        } else {
          controller.enqueue(new Uint8Array(bytes));
          if (controller.desiredSize > 0) taken();
          else held.push(taken);
        }
      };
      const end = (error) => {
        signal.removeEventListener('abort', abort);
        if (signal.aborted) error = signal.reason;
        else if (error && error.name !== 'AbortError') error = new TypeError(error.message || String(error));
        try {
          if (!begun) reject(error || new TypeError('The host gave no answer.'));
          else if (error) controller.error((failure.error = error));
          else controller.close();
        } catch { /* the page has given the stream up */ }
      };
      ask(args, part, stop.signal).then(() => end(), end);
    });

  /** What lies at a data: or blob: address. The files of an app are in its page, so nothing is at the page's own. */
  const near = async (url, request) => {
    if (!url.startsWith(own.home)) return nativeFetch(request);
    const name = url.slice(url.startsWith(own.base) ? own.base.length : own.home.length - 1);
    throw new TypeError(`${name} is not among the app's files. An app in Whittle brings its data along, or fetches it from a host.`);
  };

  const latin = (text) => String(text || '').replace(/[^\t\x20-\x7e\x80-\xff]/g, '');

  /** Makes a native response of what a host answered. */
  const respond = (method, { head, body, failure }) => {
    const headers = new Headers();
    for (const [name, value] of head.headers || []) {
      try {
        headers.append(name, latin(value));
      } catch { /* a name that is none */ }
    }
    const { status } = head;
    const empty = method === 'HEAD' || status === 204 || status === 205 || status === 304;
    if (empty) body.cancel();
    const mark = (response) => {
      const { clone } = response;
      Object.defineProperties(response, {
        url: { value: head.url }, type: { value: 'basic' }, redirected: { value: !!head.redirected },
        clone: { value: () => mark(clone.call(response)) },
      });
      for (const name of ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text']) {
        const read = response[name];
        if (!read) continue;
        const value = () => read.call(response).catch((error) => {
          throw failure.error || error;
        });
        Object.defineProperty(response, name, { value, configurable: true });
      }
      return response;
    };
    return mark(new Response(empty ? null : body, { status: status < 200 || status > 599 ? 502 : status, statusText: latin(head.status_text), headers }));
  };

  /** A form as it is sent (RFC 7578). @param {FormData} form */
  const multipart = (form) => {
    const mark = '----whittleform' + // in lower case, as a Blob has its type
       Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    const quoted = (text) => text.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
    const parts = [];
    for (const [name, value] of form) {
      parts.push(`--${mark}`, CRLF, `Content-Disposition: form-data; name="${quoted(name)}"`);
      if (typeof value === 'string') parts.push(CRLF, CRLF, value.replace(/\r\n|\r|\n/g, CRLF), CRLF);
      else parts.push(`; filename="${quoted(value.name)}"`, CRLF, `Content-Type: ${value.type || 'application/octet-stream'}`, CRLF, CRLF, value, CRLF);
    }
    return new Blob([...parts, `--${mark}--`, CRLF], { type: `multipart/form-data; boundary=${mark}` });
  };

  /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
  const asRequest = async (input, init) => {
    const options = { ...init, credentials: 'omit', keepalive: false };
    if (options.mode !== 'navigate') options.mode = 'cors';
    const { body } = options;
    // WebKit does not read files out of a request's body in a page without an origin, so they are read before.
    const content = body instanceof FormData ? multipart(body) : body instanceof Blob ? body : undefined;
    if (content) {
      options.headers = new Headers(options.headers || (input instanceof Request ? input.headers : undefined));
      if (content.type && !options.headers.has('content-type')) options.headers.set('content-type', content.type);
      options.body = await content.arrayBuffer();
    } else if (body instanceof ReadableStream) options.body = await new Response(body).arrayBuffer();
    return new Request(input instanceof Request ? input : absolute(input), options);
  };

  const send = async (request, signal) => {
    const bytes = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.arrayBuffer();
    const body = bytes && bytes.byteLength ? bytes : undefined;
    return open({ url: request.url, method: request.method, headers: [...request.headers], redirect: request.redirect, body }, signal);
  };

  const fetch = async (input, init) => {
    if (!(input instanceof Request) && /^(?:data|blob):/i.test(String(input))) return nativeFetch(input, init);
    const request = await asRequest(input, init);
    if (!isWeb(request.url)) return near(request.url, request);
    return respond(request.method, await send(request, request.signal));
  };

  /** Gives a target its on... properties. */
  const withHandlers = (target, types) => {
    for (const type of types) {
      target['on' + type] = null;
      target.addEventListener(type, (event) => typeof target['on' + type] === 'function' && target['on' + type](event));
    }
  };
  const xhrTypes = ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend'];
  const states = { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 };

  /** The content of a data: address. */
  const atOnce = (url) => {
    const data = /^data:([^,]*),(.*)$/is.exec(url);
    if (!data) return undefined;
    return /;base64$/i.test(data[1]) ? atob(decodeURIComponent(data[2])) : decodeURIComponent(data[2]);
  };

  class XMLHttpRequest extends EventTarget {
    #method = '';
    #url = '';
    #sync = false;
    #headers = new Headers();
    #answer = new Headers();
    #stop = new AbortController();
    #bytes = [];
    #text = '';
    #type = '';
    #mime = '';
    #response = null;

    constructor() {
      super();
      Object.assign(this, { readyState: 0, status: 0, statusText: '', responseURL: '', timeout: 0, withCredentials: false, upload: new EventTarget() });
      withHandlers(this, ['readystatechange', ...xhrTypes]);
      withHandlers(this.upload, xhrTypes);
    }

    get responseType() { return this.#type; }
    set responseType(type) {
      if (['', 'text', 'json', 'blob', 'arraybuffer', 'document'].includes(type)) this.#type = type;
    }
    get responseText() {
      if (this.#type && this.#type !== 'text') throw new DOMException('responseText is there for text only.', 'InvalidStateError');
      return this.#text;
    }
    get responseXML() { return this.#type === '' || this.#type === 'document' ? this.#document() : null; }
    get response() {
      if (!this.#type || this.#type === 'text') return this.#text;
      return this.readyState === 4 ? this.#response : null;
    }

    open(method, url, async = true) {
      this.abort();
      this.#method = String(method).toUpperCase();
      this.#url = absolute(url);
      this.#sync = !async;
      this.#headers = new Headers();
      this.#mime = '';
      this.#clear();
      this.#change(1);
    }

    setRequestHeader(name, value) {
      if (this.readyState !== 1) throw new DOMException('The request is not open.', 'InvalidStateError');
      this.#headers.append(name, value);
    }

    getResponseHeader(name) { return this.#answer.get(name); }
    getAllResponseHeaders() { return [...this.#answer].map(([name, value]) => name + ': ' + value + CRLF).join(''); }
    overrideMimeType(type) { this.#mime = String(type); }

    send(body = null) {
      if (this.readyState !== 1) throw new DOMException('The request is not open.', 'InvalidStateError');
      if (this.#sync) return this.#sendNow();
      if (this.#method === 'GET' || this.#method === 'HEAD') body = null;
      this.#stop = new AbortController();
      this.#run(body, this.#stop.signal);
    }

    abort() {
      const under = this.readyState > 0 && this.readyState < 4;
      this.#stop.abort();
      if (!under || this.readyState === 1) return;
      this.#fail('abort');
      this.readyState = 0;
    }

    #clear() {
      Object.assign(this, { status: 0, statusText: '', responseURL: '' });
      this.#answer = new Headers();
      [this.#bytes, this.#text, this.#response] = [[], '', null];
    }
    #change(state) {
      this.readyState = state;
      this.dispatchEvent(new Event('readystatechange'));
    }
    #tell(target, type, loaded, total) {
      target.dispatchEvent(new Progress(type, { lengthComputable: total > 0, loaded, total }));
    }
    #fail(type) {
      this.#clear();
      this.#change(4);
      this.#tell(this, type, 0, 0);
      this.#tell(this, 'loadend', 0, 0);
    }

    #sendNow() {
      const text = atOnce(this.#url);
      if (text === undefined) throw new DOMException('A request that the page waits for is not possible in Whittle: leave the third argument of open() away, or use fetch.', 'NetworkError');
      Object.assign(this, { status: 200, statusText: 'OK', responseURL: this.#url });
      this.#text = text;
      if (this.#type === 'json') this.#response = JSON.parse(text);
      this.#change(4);
      this.#tell(this, 'load', text.length, text.length);
      this.#tell(this, 'loadend', text.length, text.length);
    }

    async #run(body, signal) {
      let late = false;
      let timer;
      if (this.timeout > 0) {
        timer = setTimeout(() => {
          late = true;
          this.#stop.abort();
        }, this.timeout);
      }
      this.#tell(this, 'loadstart', 0, 0);
      try {
        const isDocument = scope.Document && body instanceof scope.Document;
        const response = await this.#fetch(isDocument ? new scope.XMLSerializer().serializeToString(body) : body, signal);
        await this.#receive(response, signal);
      } catch (error) {
        if (signal.aborted && !late) return;
        if (!late) own.say(error.message);
        this.#fail(late ? 'timeout' : 'error');
      } finally {
        clearTimeout(timer);
      }
    }

    async #fetch(body, signal) {
      const request = await asRequest(this.#url, { method: this.#method, headers: this.#headers, body, signal });
      if (!isWeb(this.#url)) return near(this.#url, request);
      if (body !== null) this.#tell(this.upload, 'loadstart', 0, 0);
      const response = respond(this.#method, await send(request, signal));
      if (body !== null) for (const type of ['progress', 'load', 'loadend']) this.#tell(this.upload, type, 1, 1);
      return response;
    }

    async #receive(response, signal) {
      Object.assign(this, { status: response.status, statusText: response.statusText, responseURL: response.url || this.#url });
      this.#answer = response.headers;
      this.#change(2);
      const total = Number(response.headers.get('content-length')) || 0;
      const isText = !this.#type || this.#type === 'text';
      const decoder = new TextDecoder(this.#charset());
      let loaded = 0;
      const reader = response.body && response.body.getReader();
      for (let piece; reader && !(piece = await reader.read()).done;) {
        if (signal.aborted) return;
        loaded += piece.value.length;
        if (isText) this.#text += decoder.decode(piece.value, { stream: true });
        else this.#bytes.push(piece.value);
        this.#change(3);
        this.#tell(this, 'progress', loaded, total);
      }
      if (signal.aborted) return;
      if (isText) this.#text += decoder.decode();
      await this.#finish();
      if (signal.aborted) return;
      this.#change(4);
      this.#tell(this, 'load', loaded, total);
      this.#tell(this, 'loadend', loaded, total);
    }

    async #finish() {
      const type = this.#mime || this.#answer.get('content-type') || '';
      const blob = new Blob(this.#bytes, { type });
      if (this.#type === 'blob') this.#response = blob;
      else if (this.#type === 'arraybuffer') this.#response = await blob.arrayBuffer();
      else if (this.#type === 'json' || this.#type === 'document') {
        this.#text = await blob.text();
        try {
          this.#response = this.#type === 'json' ? JSON.parse(this.#text) : this.#document();
        } catch {
          this.#response = null;
        }
      }
    }

    #charset() {
      const found = /charset=["']?([\w-]+)/i.exec(this.#mime || this.#answer.get('content-type') || '');
      try {
        return new TextDecoder(found ? found[1] : 'utf-8').encoding;
      } catch {
        return 'utf-8';
      }
    }

    #document() {
      const type = (this.#mime || this.#answer.get('content-type') || '').split(';')[0].trim();
      if (this.readyState < 3 || !scope.DOMParser || !this.#text) return null;
      if (/[/+]xml$/.test(type)) return new scope.DOMParser().parseFromString(this.#text, type === 'image/svg+xml' ? type : 'application/xml');
      return this.#type === 'document' ? new scope.DOMParser().parseFromString(this.#text, 'text/html') : null;
    }
  }

  class EventSource extends EventTarget {
    #stop = new AbortController();
    #last = '';
    #pause = 3000;

    constructor(url, { withCredentials = false } = {}) {
      super();
      Object.assign(this, { url: absolute(url), withCredentials, readyState: 0 });
      withHandlers(this, ['open', 'message', 'error']);
      this.#run();
    }

    close() {
      this.readyState = 2;
      this.#stop.abort();
    }

    async #run() {
      while (this.readyState < 2) {
        const headers = { Accept: 'text/event-stream', 'Cache-Control': 'no-store', ...(this.#last ? { 'Last-Event-ID': latin(this.#last) } : {}) };
        try {
          const response = await fetch(this.url, { headers, signal: this.#stop.signal });
          if (response.status !== 200 || !/^text\/event-stream/i.test(response.headers.get('content-type') || '')) {
            this.close();
          } else {
            this.readyState = 1;
            this.dispatchEvent(new Event('open'));
            await this.#hear(response.body.getReader());
          }
        } catch (error) {
          if (this.readyState === 2) return;
          own.say(error.message);
          if (this.readyState === 0) this.readyState = 2;
        }
        if (this.readyState === 1) this.readyState = 0;
        this.dispatchEvent(new Event('error'));
        if (this.readyState === 0) await new Promise((resolve) => setTimeout(resolve, this.#pause));
      }
    }

    async #hear(reader) {
      const decoder = new TextDecoder();
      let rest = '';
      let event = { data: [], type: '' };
      for (let piece; this.readyState === 1 && !(piece = await reader.read()).done;) {
        const lines = (rest + decoder.decode(piece.value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        for (const line of lines) {
          if (line) this.#field(event, line);
          else {
            if (event.data.length) this.#dispatch(event);
            event = { data: [], type: '' };
          }
        }
      }
    }

    #field(event, line) {
      const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
      if (name === 'data') event.data.push(value);
      else if (name === 'event') event.type = value;
      else if (name === 'id' && !value.includes('\0')) this.#last = value;
      else if (name === 'retry' && /^\d+$/.test(value)) this.#pause = Math.max(500, Number(value));
    }

    #dispatch({ data, type }) {
      if (this.readyState !== 1) return;
      this.dispatchEvent(new scope.MessageEvent(type || 'message', { data: data.join(CRLF[1]), lastEventId: this.#last, origin: new URL(this.url).origin }));
    }
  }

  const sockets = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
  class WebSocket extends EventTarget {
    constructor(url) {
      super();
      const { protocol, href } = new URL(url, own.base.replace(/^http/, 'ws'));
      if (protocol !== 'ws:' && protocol !== 'wss:') throw new DOMException(`${url} is not an address of a socket.`, 'SyntaxError');
      Object.assign(this, { url: href, readyState: 0, protocol: '', extensions: '', bufferedAmount: 0, binaryType: 'blob' });
      withHandlers(this, ['open', 'message', 'error', 'close']);
      own.say(`The socket to ${href} was not opened: an app in Whittle reaches other hosts by fetch and EventSource.`);
      setTimeout(() => {
        this.readyState = 3;
        this.dispatchEvent(new Event('error'));
        this.dispatchEvent(new scope.CloseEvent('close', { code: 1006, reason: '', wasClean: false }));
      });
    }
    send() {
      if (this.readyState === 0) throw new DOMException('The socket is not open yet.', 'InvalidStateError');
    }
    close() {}
  }

  for (const [type, names] of [[XMLHttpRequest, states], [EventSource, { CONNECTING: 0, OPEN: 1, CLOSED: 2 }], [WebSocket, sockets]]) {
    for (const target of [type, type.prototype]) {
      for (const name of Object.keys(names)) Object.defineProperty(target, name, { value: names[name], enumerable: true });
    }
  }
  for (const [name, value] of Object.entries({ fetch, XMLHttpRequest, EventSource, WebSocket })) {
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: name === 'fetch' });
  }
  const { navigator } = scope;
  if (navigator && navigator.sendBeacon) {
    Object.defineProperty(navigator, 'sendBeacon', {
      writable: true, configurable: true,
      value: (url, body) => {
        fetch(url, { method: 'POST', body }).catch((error) => own.say(error.message));
        return true;
      },
    });
  }
};

/** A worker's way to ask: over a port that its page hands it with its first message. It runs as text in the worker. */
const askOverPort = (scope) => {
  const { Map, Promise } = scope;
  const calls = new Map();
  let waiting = [];
  let port;
  let last = 0;
  const post = (message, transfer = []) => (port ? port.postMessage(message, transfer) : waiting.push([message, transfer]));
  const take = (event) => {
    if (!event.data || event.data.whittle !== 'net' || !event.ports[0]) return;
    event.stopImmediatePropagation();
    scope.removeEventListener('message', take);
    port = event.ports[0];
    port.onmessage = ({ data }) => {
      const call = calls.get(data.id);
      if (!call) return;
      if (data.part) return call.part(data.part, () => post({ id: data.id, taken: true }));
      calls.delete(data.id);
      if (data.error) call.reject(data.error);
      else call.resolve();
    };
    for (const [message, transfer] of waiting) post(message, transfer);
    waiting = [];
  };
  scope.addEventListener('message', take);
  return (args, part, signal) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      calls.set(id, { resolve, reject, part });
      signal.addEventListener('abort', () => {
        calls.delete(id);
        post({ id, cancel: true });
        reject(signal.reason);
      });
      post({ id, args }, args.body ? [args.body] : []);
    });
};

/** Addresses that begin so are the shell's or the page's own: nothing of them is fetched. */
const netHome = `${location.protocol}//${location.host}/`;
const netBase = location.href.split(/[?#]/)[0].replace(/[^/]*$/, '');
/** How many requests of this page go to the shell at once; the others wait, so that there is room for other calls. */
const netAtOnce = 12;
let netRunning = 0;
const netWaiting = [];
/** Asks the shell for what another host has; what Whittle has of it itself comes from there. */
const askNet = async (args, part, signal) => {
  if (netRunning >= netAtOnce) await new Promise((resolve) => netWaiting.push(resolve));
  netRunning++;
  try {
    await call('net.fetch', args, { part, signal, transfer: args.body ? [args.body] : [] });
  } finally {
    netRunning--;
    const next = netWaiting.shift();
    if (next) next();
  }
};

/** Answers a worker's requests over a port. @param {MessagePort} port */
const serveNet = (port) => {
  const running = new Map();
  port.onmessage = ({ data: { id, args, cancel, taken } }) => {
    const known = running.get(id);
    if (cancel) return known && known.stop.abort();
    if (taken) return known && known.held.length && known.held.shift()();
    const now = { stop: new AbortController(), held: [] };
    running.set(id, now);
    const part = (it, take) => {
      if (it.bytes) now.held.push(take);
      port.postMessage({ id, part: it.bytes ? { bytes: it.bytes } : { head: it.head } }, it.bytes ? [it.bytes] : []);
    };
    askNet(args, part, now.stop.signal)
      .then(() => port.postMessage({ id }), (error) => port.postMessage({ id, error: { name: error.name, message: error.message } }))
      .then(() => running.delete(id));
  };
};

/**
 * The text that gives a worker its network. It comes before everything else in the worker; serveWorker makes it work.
 * A worker without it has the network that the policy leaves it: none.
 */
const workerNet = () =>
  `(${installNet})(self,(${askOverPort})(self),{base:${stringify(netBase)},home:${stringify(netHome)},say:(text)=>console.warn(text)});`;

/** Hands a worker that begins with workerNet its way to the shell. @param {Worker} worker */
const serveWorker = (worker) => {
  const { port1, port2 } = new MessageChannel();
  serveNet(port1);
  worker.postMessage({ whittle: 'net' }, [port2]);
};

if (framed) {
  installNet(window, askNet, {
    base: netBase,
    home: netHome,
    say: (text) => console.warn(text),
  });
}
