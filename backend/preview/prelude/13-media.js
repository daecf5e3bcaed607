// when: fetch|XMLHttpRequest|EventSource|WebSocket|sendBeacon|https://|="http:|='http:|(http:|=http:
// Pictures, sound, fonts and styles of other hosts. What the policy leaves to the browser loads by itself; the rest is
// asked for through the shell and put in place as a blob, so that a page keeps its state when a host is allowed.
if (framed) {
  const fetchOther = window.fetch;
  const hosts = new Set(seed.hosts || []);
  /** @type {Map<string, Promise<string>>} Blobs by address. */
  const blobs = new Map();
  /** @type {WeakMap<Element, string>} The address an element was given, while it shows a blob. */
  const given = new WeakMap();
  const isOther = (url) => /^https?:/i.test(url) && !url.startsWith(netHome);
  /** Whether the policy of this page lets the browser load it. */
  const isOpen = (url) => {
    const { protocol, host } = new URL(url);
    return protocol === 'https:' && hosts.has(host);
  };
  const resolved = (url) => {
    try {
      return String(new URL(url, document.baseURI));
    } catch {
      return '';
    }
  };
  const isClosed = (url) => isOther(url) && !isOpen(url);

  /** Fetches an address through the shell, once. @returns {Promise<string>} Its blob's address. */
  const bring = (url) => {
    let blob = blobs.get(url);
    if (!blob) {
      blob = fetchOther(url).then(async (response) => {
        if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
        return URL.createObjectURL(await response.blob());
      });
      blobs.set(url, blob);
      blob.catch((error) => {
        blobs.delete(url);
        console.warn(clip(error.message, 300));
      });
    }
    return blob;
  };
  /** Gives an element its address by way of a blob. @param {Element} element @param {string} name Attribute @param {string} url */
  const adopt = (element, name, url) => {
    if (given.get(element) === url) return;
    given.set(element, url);
    bring(url).then(
      (blob) => {
        if (given.get(element) !== url) return;
        if (element.localName === 'img') element.removeAttribute('srcset');
        nativeSet(element, name, blob);
        if (element.localName === 'source' && element.parentElement instanceof HTMLMediaElement) element.parentElement.load();
      },
      () => {
        if (given.get(element) === url) element.dispatchEvent(assign(new Event('error'), { whittle: true }));
      },
    );
  };
  const attributes = { img: 'src', audio: 'src', video: 'src', source: 'src', image: 'href', track: 'src', input: 'src' };
  const nativeSetAttribute = Element.prototype.setAttribute;
  const nativeSet = (element, name, value) => apply(nativeSetAttribute, element, [name, value]);

  // What code gives an element is held back before the browser refuses it, so that no error comes too early.
  for (const [type, name] of [[HTMLImageElement, 'src'], [HTMLMediaElement, 'src'], [HTMLSourceElement, 'src'], [HTMLVideoElement, 'poster']]) {
    const { get, set } = getOwnPropertyDescriptor(type.prototype, name);
    define(type.prototype, name, {
      get() {
        return name === 'src' && given.has(this) ? given.get(this) : apply(get, this, []);
      },
      set(value) {
        const url = resolved(value);
        if (isClosed(url)) return adopt(this, name, url);
        given.delete(this);
        apply(set, this, [value]);
      },
    });
  }
  const takes = (element, name) => attributes[element.localName] === name || (name === 'poster' && element.localName === 'video');
  Element.prototype.setAttribute = function (name, value) {
    const attribute = String(name).toLowerCase();
    if (takes(this, attribute)) {
      const url = resolved(value);
      if (isClosed(url)) return adopt(this, attribute, url);
      given.delete(this);
    }
    apply(nativeSetAttribute, this, [name, value]);
  };
  const NativeAudio = window.Audio;
  window.Audio = function Audio(url) {
    const audio = new NativeAudio();
    audio.preload = 'auto';
    if (url !== undefined) audio.src = url;
    return audio;
  };
  window.Audio.prototype = NativeAudio.prototype;

  /** The closed address that an element of the page's HTML names, with its attribute. */
  const named = (element) => {
    const name = attributes[element.localName];
    for (const attribute of name === 'src' ? ['src', 'poster'] : [name]) {
      const url = attribute && element.getAttribute(attribute);
      if (url && isClosed(resolved(url))) return [attribute, resolved(url)];
    }
    const candidate = /^\s*(https?:\S+)/i.exec(element.getAttribute('srcset') || '');
    return candidate && isClosed(candidate[1]) ? ['src', candidate[1].replace(/,$/, '')] : undefined;
  };

  // The browser refuses what the page's HTML names; that first error is not the end.
  listen(window, 'error', (event) => {
    const element = event.target;
    if (event.whittle || !(element instanceof Element) || !(element.localName in attributes)) return;
    const found = named(element);
    if (!found) return;
    event.stopImmediatePropagation();
    adopt(element, ...found);
  }, true);

  /** Every rule of the page's own styles that names an address. @param {(rule: any, sheet: any, index: number) => void} visit */
  const eachRule = (visit) => {
    const walk = (sheet) => {
      for (let i = 0; i < sheet.cssRules.length; i++) {
        if (sheet.cssRules[i].cssRules && sheet.cssRules[i].cssRules.length) walk(sheet.cssRules[i]);
        visit(sheet.cssRules[i], sheet, i);
      }
    };
    for (const sheet of [...document.styleSheets, ...(document.adoptedStyleSheets || [])]) {
      try {
        walk(sheet);
      } catch { /* a sheet from elsewhere keeps its rules to itself */ }
    }
  };

  /** Puts a blob in the place of an address in the page's styles. */
  const restyle = (url, blob) => {
    const swap = (text) => text.split(url).join(blob);
    for (const element of document.querySelectorAll('[style]')) {
      const text = element.getAttribute('style');
      if (text.includes(url)) nativeSet(element, 'style', swap(text));
    }
    eachRule((rule, sheet, index) => {
      if (!rule.style || !rule.cssText.includes(url)) return;
      if (rule instanceof CSSFontFaceRule) {
        const text = swap(rule.cssText);
        sheet.deleteRule(index);
        sheet.insertRule(text, index);
        return;
      }
      for (const name of rule.style) {
        const value = rule.style.getPropertyValue(name);
        if (value.includes(url)) rule.style.setProperty(name, swap(value), rule.style.getPropertyPriority(name));
      }
    });
  };

  /** Puts a style sheet of another host into the page. */
  const adoptSheet = async (url) => {
    const response = await fetchOther(url);
    if (!response.ok) return;
    const text = (await response.text()).replace(/url\(\s*(['"]?)(?!data:|blob:|#)([^'")]+)\1\s*\)/gi, (_, quote, path) => `url("${new URL(path, url)}")`);
    for (const link of document.querySelectorAll('link[rel~=stylesheet]')) {
      if (resolved(link.getAttribute('href')) !== url || given.has(link)) continue;
      given.set(link, url);
      const style = document.createElement('style');
      style.media = link.media;
      style.textContent = text;
      link.after(style);
    }
  };

  const asked = new Set();
  /**
   * Brings what the policy stopped, and tells whether it does. Elements come by their own way; the rest is in styles.
   * @param {SecurityPolicyViolationEvent} event
   */
  bringStopped = ({ effectiveDirective: directive, blockedURI: url }) => {
    if (!/^(?:img|font|media|style)-src/.test(directive) || !isOther(url)) return false;
    if (!isClosed(url) || asked.has(url)) return true;
    asked.add(url);
    later(() => asked.delete(url), 2000);
    if (/^style/.test(directive)) adoptSheet(url).catch((error) => console.warn(error.message));
    else if (/^(?:img|font)/.test(directive)) {
      const isElements = [...document.querySelectorAll('img,image,input,video,source')].some((element) => given.get(element) === url || (named(element) || [])[1] === url);
      if (!isElements) bring(url).then((blob) => restyle(url, blob), () => {});
    }
    return true;
  };
}
