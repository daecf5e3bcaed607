// Patterns run in a worker, because some take longer than the age of the universe. A worker can be ended, a page cannot.

const patience = 1000; // milliseconds
const mostMatches = 2000;

// This function becomes the worker's source, so it may use nothing from outside itself.
function workerBody() {
  onmessage = ({ data: { id, pattern, flags, text, replacement, most } }) => {
    try {
      const every = new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`);
      const matches = [];
      for (const found of text.matchAll(every)) {
        const names = Object.entries(found.groups ?? {});
        const groups = found.slice(1).map((value, index) => ({ name: String(index + 1), value }));
        for (const [name, value] of names) {
          const same = groups.find(group => group.value === value && /^\d+$/.test(group.name));
          if (same) same.name = name;
        }
        matches.push({ index: found.index, text: found[0], groups });
        if (matches.length >= most || !flags.includes('g')) break;
      }
      const result = text.replace(new RegExp(pattern, flags), replacement);
      postMessage({ id, matches, result: result.slice(0, 200_000) });
    } catch (error) {
      postMessage({ id, problem: error.message });
    }
  };
}

class Search {
  #url = URL.createObjectURL(new Blob([`(${workerBody})()`], { type: 'text/javascript' }));
  #worker = null;
  #id = 0;
  #timer = null;

  // Runs one search and resolves to {matches, result}, {problem} or {late: true}. An older search never resolves.
  run(request) {
    this.#id += 1;
    const id = this.#id;
    clearTimeout(this.#timer);
    if (this.#worker?.busy) this.#end();
    this.#worker ??= new Worker(this.#url);
    const worker = this.#worker;
    worker.busy = true;
    return new Promise(resolve => {
      worker.onmessage = ({ data }) => {
        if (data.id !== this.#id) return;
        clearTimeout(this.#timer);
        worker.busy = false;
        resolve(data);
      };
      this.#timer = setTimeout(() => {
        this.#end();
        resolve({ late: true });
      }, patience);
      worker.postMessage({ ...request, id, most: mostMatches });
    });
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
