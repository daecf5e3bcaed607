(() => {
  const { app, worker } = JSON.parse(document.getElementById('app').textContent);
  const NativeWorker = window.Worker;
  const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrom/.test(navigator.userAgent);

  /** Pyodide's own files are the same in its npm package, whose hash is known. */
  const placeOf = (address) => {
    const name = address.startsWith(app.pyodideFull) ? address.slice(app.pyodideFull.length) : '';
    return app.core.includes(name) ? app.pyodidePackage + name : address;
  };
  const bring = async (address, init) => {
    const response = await fetch(placeOf(address), init);
    return { status: response.status, headers: [...response.headers], bytes: await response.arrayBuffer() };
  };
  const textOf = async (address) => new TextDecoder().decode((await bring(address)).bytes);

  /** The text of a worker's script: what it imports is put in its place, for it cannot load anything itself. */
  const scriptOf = async (address) => {
    const text = /^(?:blob|data):/.test(address) ? await (await fetch(address)).text() : await textOf(address);
    const only = /^\s*(?:import\s*["'`]([^"'`]+)["'`]|importScripts\(\s*["'`]([^"'`]+)["'`]\s*\))\s*;?\s*$/.exec(text);
    return only ? scriptOf(only[1] ?? only[2]) : text;
  };
  const dynamicImport = /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)*(\w+)\s*\)/g;

  const make = async (address, options, port) => {
    const isModule = options?.type === 'module';
    const scripts = isModule ? {} : Object.fromEntries(await Promise.all(app.scripts.map(async (name) => [app.pyodideFull + name, await textOf(app.pyodideFull + name)])));
    const text = `${worker.replace('/*SCRIPTS*/', () => JSON.stringify(scripts))}\n${(await scriptOf(address)).replace(dynamicImport, '__whittleImport($1)')}`;
    const url = isModule && !isWebKit
      ? `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`
      : URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const made = new NativeWorker(url, options);
    made.postMessage({ whittle: 'port' }, [port]);
    return made;
  };

  /** A worker whose script is brought first; what is posted meanwhile waits. */
  class BroughtWorker extends EventTarget {
    #worker;
    #ended = false;
    onmessage = null;
    onerror = null;
    onmessageerror = null;

    constructor(address, options) {
      super();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = async ({ data: { id, address: wanted, init } }) => {
        try {
          const found = await bring(wanted, init);
          port1.postMessage({ id, found }, [found.bytes]);
        } catch (error) {
          port1.postMessage({ id, error: error.message });
        }
      };
      this.#worker = make(String(address), options, port2).then((made) => {
        if (this.#ended) made.terminate();
        for (const type of ['message', 'messageerror', 'error']) {
          made.addEventListener(type, (event) => {
            const again = type === 'error' ? new ErrorEvent(type, event) : new MessageEvent(type, { data: event.data, ports: [...event.ports] });
            this[`on${type}`]?.(again);
            this.dispatchEvent(again);
          });
        }
        return made;
      });
      this.#worker.catch((error) => fail(error));
    }

    postMessage(...args) {
      this.#worker.then((made) => made.postMessage(...args), () => {});
    }

    terminate() {
      this.#ended = true;
      this.#worker.then((made) => made.terminate(), () => {});
    }
  }

  const fail = (error) => {
    const text = Object.assign(document.createElement('pre'), { id: 'problem', textContent: `${app.title} could not be started. ${error.message}` });
    document.body.prepend(text);
    reportError(error);
  };
  window.Worker = BroughtWorker;
  window.SharedWorker = undefined;
  window.whittleStart = (start) => {
    try {
      start(app);
    } catch (error) {
      fail(error);
    }
  };
})();
