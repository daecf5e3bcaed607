(() => {
  const told = JSON.parse(document.getElementById('app').textContent);
  const { app } = told;
  const [name, status, run, stop, output] = ['name', 'status', 'run', 'stop', 'output'].map((id) => document.getElementById(id));
  const title = app.entry.replace(/^.*\//, '');
  name.textContent = title;
  document.title = title;

  const add = (element) => output.append(element) ?? element;
  /** Text goes on where the last text of its kind ended. */
  const write = (kind, text) => {
    if (!text) return;
    const last = output.lastElementChild;
    const block = last?.className === kind ? last : add(Object.assign(document.createElement('pre'), { className: kind }));
    block.append(text);
  };
  const show = {
    status: ({ text }) => { status.textContent = text; },
    text: ({ data }) => write('text', data),
    error: ({ data }) => write('error', data),
    html: ({ data }) => add(Object.assign(document.createElement('div'), { className: 'html', innerHTML: data })),
    image: ({ data }) => add(Object.assign(new Image(), { src: `data:image/png;base64,${data}`, alt: 'Figure drawn by the script' })),
    file: ({ name, data }) => {
      const last = output.lastElementChild;
      const list = last?.className === 'files' ? last : add(Object.assign(document.createElement('p'), { className: 'files', textContent: 'Written: ' }));
      list.append(Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([data])), download: name, textContent: name }));
    },
    done: () => idle(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s`),
    failed: ({ text, file, line }) => {
      write('error', text);
      idle('Stopped by an error');
      const message = text.trimEnd().split('\n').at(-1);
      dispatchEvent(new ErrorEvent('error', { message, filename: file, lineno: line, error: Object.assign(new Error(message), { stack: text }) }));
    },
    broken: ({ text }) => {
      write('error', `Python could not be started. ${text}\n`);
      idle('Not started');
      forget();
    },
  };

  let began = 0;
  let worker;
  let inPage;
  const busy = () => {
    began = performance.now();
    run.hidden = true;
    stop.hidden = usesInput;
  };
  const idle = (text) => {
    status.textContent = text;
    run.hidden = false;
    run.textContent = 'Run again';
    stop.hidden = true;
  };
  const forget = () => {
    worker?.terminate();
    worker = inPage = undefined;
  };

  const bring = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} is not there (${response.status}).`);
    return response.arrayBuffer();
  };

  // Only a page can ask the person and wait for the answer, so a script that does runs in it.
  const usesInput = Object.entries(app.files).some(([file, text]) => file.endsWith('.py') && /(?<![\w.])input\s*\(/.test(text));
  const startInPage = () => {
    inPage ??= new Function(`${told.worker}; return makePython`)()(told, bring, (message) => show[message.t](message));
    inPage.then((again) => again()).catch((error) => show.broken({ text: String(error.message ?? error) }));
  };

  const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrom/.test(navigator.userAgent);
  const workerAddress = () =>
    isWebKit ? URL.createObjectURL(new Blob([told.worker], { type: 'text/javascript' })) : `data:text/javascript;charset=utf-8,${encodeURIComponent(told.worker)}`;
  const startInWorker = () => {
    if (worker) {
      worker.postMessage({ t: 'run' });
      return;
    }
    worker = new Worker(workerAddress(), { type: 'module' });
    worker.onmessage = async ({ data }) => {
      if (data.t !== 'ask') return show[data.t](data);
      const { address } = data;
      try {
        const bytes = await bring(address);
        worker?.postMessage({ t: 'bytes', address, bytes }, [bytes]);
      } catch (error) {
        worker?.postMessage({ t: 'gone', address, text: error.message });
      }
    };
    worker.onerror = (event) => show.broken({ text: event.message || 'The worker did not start.' });
    worker.postMessage({ t: 'start', told: { app, modules: told.modules } });
  };

  const start = () => {
    output.replaceChildren();
    busy();
    if (usesInput) startInPage();
    else startInWorker();
  };
  run.onclick = start;
  stop.onclick = () => {
    forget();
    idle('Stopped');
  };
  start();
})();
