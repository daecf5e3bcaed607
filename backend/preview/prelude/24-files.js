// when: showOpenFilePicker|showSaveFilePicker|showDirectoryPicker
if (framed) {
  /** Lets the person choose files. @param {(input: HTMLInputElement) => void} prepare @returns {Promise<File[]>} */
  const choose = (prepare) => new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    prepare(input);
    input.onchange = () => resolve([...input.files]);
    input.oncancel = () => reject(new DOMException('The user aborted a request.', 'AbortError'));
    input.click();
  });
  const acceptOf = ({ types = [] }) => types.flatMap(({ accept = {} }) => Object.entries(accept).flat(2)).join();
  const granted = { queryPermission: async () => 'granted', requestPermission: async () => 'granted', isSameEntry: async function (other) { return this === other; } };

  /** Gathers what is written and hands it out as a download when it is closed. */
  const writable = (name, bytes) => {
    let content = bytes;
    let at = 0;
    return {
      async write(data) {
        const { type = 'write', position, size, data: inner } = data && data.type && !(data instanceof Blob) ? data : { data };
        if (type === 'seek') { at = position; return; }
        if (type === 'truncate') { content = content.slice(0, size); return; }
        const part = new Blob([inner]);
        if (position !== undefined) at = position;
        content = new Blob([content.slice(0, at), part, content.slice(at + part.size)]);
        at += part.size;
      },
      seek(position) { return this.write({ type: 'seek', position }); },
      truncate(size) { return this.write({ type: 'truncate', size }); },
      close: async () => saveBytes(name, content.type, await content.arrayBuffer()),
      abort: async () => {},
    };
  };
  const fileHandle = (file, name) => ({
    kind: 'file', name, ...granted,
    getFile: async () => file,
    createWritable: async ({ keepExistingData } = {}) => writable(name, keepExistingData ? file : new Blob([])),
  });
  const folderHandle = (name, files, depth) => {
    const entries = new Map();
    for (const file of files) {
      const [, ...rest] = file.webkitRelativePath.split('/').slice(depth);
      if (rest.length === 1) entries.set(rest[0], fileHandle(file, rest[0]));
      else if (!entries.has(rest[0])) entries.set(rest[0], folderHandle(rest[0], files.filter((f) => f.webkitRelativePath.split('/')[depth + 1] === rest[0]), depth + 1));
    }
    const find = (kind) => async (wanted) => {
      const found = entries.get(wanted);
      if (!found || found.kind !== kind) throw new DOMException(`${wanted} was not found.`, 'NotFoundError');
      return found;
    };
    return {
      kind: 'directory', name, ...granted, getFileHandle: find('file'), getDirectoryHandle: find('directory'),
      async *entries() { yield* entries; },
      async *keys() { yield* entries.keys(); },
      async *values() { yield* entries.values(); },
      [Symbol.asyncIterator]() { return this.entries(); },
    };
  };
  const pickers = {
    showOpenFilePicker: async (options = {}) => (await choose((input) => {
      input.multiple = !!options.multiple;
      input.accept = acceptOf(options);
    })).map((file) => fileHandle(file, file.name)),
    showSaveFilePicker: async ({ suggestedName } = {}) => fileHandle(new File([], suggestedName || 'download'), suggestedName || 'download'),
    showDirectoryPicker: async () => {
      const files = await choose((input) => { input.webkitdirectory = true; });
      return folderHandle((files[0] ? files[0].webkitRelativePath : 'folder').split('/')[0], files, 0);
    },
  };
  for (const name of keysOf(pickers)) define(window, name, { writable: true, value: pickers[name] });
}
