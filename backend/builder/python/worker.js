/**
 * Makes Python ready for an app and returns how to run its script. `ask` brings the bytes behind an address, `say` takes
 * what happens: status, text, error text, html, image, file.
 */
async function makePython({ app, modules }, ask, say) {
  const inPage = typeof document === 'object';
  const decoder = new TextDecoder();
  // A worker at a data: address may not import a blob: in WebKit, one at a blob: address not a data: in Chromium.
  const asModule = (bytes) => {
    if (inPage || self.location.protocol === 'blob:') return URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
    const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
    return `data:text/javascript;base64,${btoa(text)}`;
  };
  const core = (name) => ask(app.core + name);

  say({ t: 'status', text: 'Loading Python' });
  const [loader, engine, lock] = await Promise.all([core('pyodide.mjs'), core('pyodide.asm.mjs'), core('pyodide-lock.json')]);
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([import(asModule(loader)), import(asModule(engine))]);
  const fetchOther = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = String(input instanceof Request ? input.url : input);
    if (!address.startsWith(app.core) && !address.startsWith(app.packages)) return fetchOther(input, init);
    const type = address.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(await ask(address), { headers: { 'Content-Type': type } });
  };
  const python = await loadPyodide({
    indexURL: app.core,
    packageBaseUrl: app.packages,
    createPyodideModule,
    lockFileContents: JSON.parse(decoder.decode(lock)),
  });
  const writeTo = (t) => {
    const text = new TextDecoder();
    return {
      write: (bytes) => {
        say({ t, data: text.decode(bytes, { stream: true }) });
        return bytes.length;
      },
    };
  };
  python.setStdout(writeTo('text'));
  python.setStderr(writeTo('error'));
  if (app.wanted.length > 0) {
    say({ t: 'status', text: `Loading ${app.wanted.join(', ')}` });
    await python.loadPackage(app.wanted, { messageCallback: () => {}, errorCallback: (text) => say({ t: 'error', data: `${text}\n` }) });
  }

  const put = (folder, files) => {
    for (const [name, text] of Object.entries(files)) {
      const path = `${folder}/${name}`;
      python.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
      python.FS.writeFile(path, text);
    }
  };
  const home = '/home/pyodide';
  put('/whittle', modules);
  put(home, app.files);
  python.runPython('import os, sys; sys.path.append("/whittle"); os.environ["HOME"] = "/home/pyodide"; os.chdir("/home/pyodide")');
  const whittle = python.pyimport('whittle');
  whittle._start((t, data) => say({ t, data }));

  /** Tells the files that the script wrote. */
  const tellFiles = (known) => {
    for (const name of python.FS.readdir(home)) {
      const info = python.FS.stat(`${home}/${name}`);
      if (!python.FS.isFile(info.mode) || known.get(name) === info.mtime.getTime()) continue;
      say({ t: 'file', name, data: python.FS.readFile(`${home}/${name}`) });
    }
  };
  return async () => {
    say({ t: 'status', text: 'Running' });
    const known = new Map(python.FS.readdir(home).map((name) => [name, python.FS.stat(`${home}/${name}`).mtime.getTime()]));
    const failed = await whittle._run(app.entry);
    const [text, file, line] = failed ? failed.toJs() : [];
    tellFiles(known);
    say(failed ? { t: 'failed', text, file, line } : { t: 'done' });
  };
}

if (typeof WorkerGlobalScope === 'function') {
  const asked = new Map();
  let run;
  const ask = (address) =>
    new Promise((resolve, reject) => {
      asked.set(address, { resolve, reject });
      postMessage({ t: 'ask', address });
    });
  const start = (work) => work.then(() => {}, (error) => postMessage({ t: 'broken', text: String(error.message ?? error) }));
  self.onmessage = ({ data }) => {
    if (data.t === 'start') run = makePython(data.told, ask, (message) => postMessage(message));
    if (data.t === 'start' || data.t === 'run') start(run.then((again) => again()));
    if (data.t === 'bytes') asked.get(data.address).resolve(data.bytes);
    if (data.t === 'gone') asked.get(data.address).reject(new Error(data.text));
  };
}
