/** @type {Map<string, Promise<{type: string, text: string} | undefined>>} */
const libraries = new Map();

/**
 * What lies at the address of a library that the page made at run time, from the binary or the mirror; undefined for
 * what Whittle does not have. @param {string} address http or https
 */
const askLibrary = (address) => {
  if (!libraries.has(address)) libraries.set(address, call('library', { address }).catch(() => undefined));
  return libraries.get(address);
};

/** Puts what an element could not load in its place, as if it had loaded it. @returns {Promise<boolean>} */
const mend = async (element, address) => {
  const found = await askLibrary(address);
  if (!found) return false;
  if (element.localName === 'link') {
    const style = document.createElement('style');
    style.textContent = found.text;
    if (element.media) style.media = element.media;
    element.after(style);
    element.dispatchEvent(new Event('load'));
    return true;
  }
  const script = document.createElement('script');
  script.type = element.type;
  script.src = URL.createObjectURL(new Blob([found.text, `\n//# sourceURL=${address}`], { type: 'text/javascript' }));
  for (const type of ['load', 'error']) {
    listen(script, type, (event) => {
      if (event.isTrusted) event.stopImmediatePropagation();
      script.remove();
      URL.revokeObjectURL(script.src);
      element.dispatchEvent(new Event(type));
    });
  }
  (element.parentNode || document.head || document.documentElement).append(script);
  return true;
};

/** Tells the shell of what was not loaded, and by which rule. @type {(what: string, directive: string, at?: object) => void} */
let refused = () => {};

/** Addresses that an element of the page asked for and that were not loaded by the browser. @type {Set<string>} */
const asked = new Set();

if (framed) {
  listen(window, 'error', async (event) => {
    const element = event.target;
    if (!event.isTrusted || !(element instanceof Element) || !['script', 'link'].includes(element.localName)) return;
    const address = element.src || element.href || '';
    if (!/^https?:/i.test(address)) return;
    event.stopImmediatePropagation();
    asked.add(address);
    if (await mend(element, address)) return;
    refused(address, element.localName === 'script' ? 'script-src-elem' : 'style-src-elem');
    element.dispatchEvent(new Event('error'));
  }, true);
}
