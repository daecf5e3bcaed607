{
  const scripts = /*SCRIPTS*/;
  const asked = new Map();
  let port;
  let last = 0;
  const waiting = [];
  const send = (message) => (port ? port.postMessage(message) : waiting.push(message));
  self.addEventListener('message', function take(event) {
    if (event.data?.whittle !== 'port') return;
    event.stopImmediatePropagation();
    self.removeEventListener('message', take);
    port = event.ports[0];
    port.onmessage = ({ data: { id, found, error } }) => {
      const { resolve, reject } = asked.get(id);
      asked.delete(id);
      if (error) reject(new TypeError(error));
      else resolve(found);
    };
    for (const message of waiting) port.postMessage(message);
  });

  const nativeFetch = self.fetch.bind(self);
  self.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!/^https?:/.test(request.url)) return nativeFetch(input, init);
    const body = ['GET', 'HEAD'].includes(request.method) ? undefined : await request.arrayBuffer();
    const id = ++last;
    const found = await new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject });
      send({ id, address: request.url, init: { method: request.method, headers: [...request.headers], body } });
    });
    const headers = new Headers(found.headers);
    if (request.url.endsWith('.wasm')) headers.set('Content-Type', 'application/wasm');
    const response = new Response([204, 304].includes(found.status) ? null : found.bytes, { status: found.status, headers });
    Object.defineProperty(response, 'url', { value: request.url });
    return response;
  };
  self.importScripts = (...addresses) => {
    for (const address of addresses) {
      if (!(address in scripts)) throw new Error(`${address} is not there.`);
      (0, eval)(`${scripts[address]}\n//# sourceURL=${address}`); // Pyodide looks for its other files beside it
    }
  };
  /** Takes the place of import() with an address that is only known when it runs. */
  self.__whittleImport = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} is not there (${response.status}).`);
    const text = (await response.text()).replace(/\bimport\(\s*(?:\/\*[^*]*\*\/\s*)*(\w+)\s*\)/g, '__whittleImport($1)');
    const url = self.location.protocol === 'data:'
      ? `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`
      : URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return import(url);
  };
}
