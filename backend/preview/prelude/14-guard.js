// WebRTC reaches other computers past the policy, so no page has it, nor the frames a page makes. What a frame of a page
// loads is closed by the policy; this closes what is in it from the start.
const unreachable = ['RTCPeerConnection', 'webkitRTCPeerConnection'];
/** Takes from a global object what reaches past the policy. @param {any} scope */
const closeScope = (scope) => {
  for (const name of unreachable) {
    try {
      delete scope[name];
    } catch { /* a frame of another origin is not reached from here either */ }
  }
};
if (framed) {
  closeScope(window);
  const closeFrames = () => {
    for (let i = 0; i < window.length; i++) closeScope(window[i]);
  };
  /** Has a method or a setter close the frames that it made, before anybody else gets at them. */
  const closing = (original) => function (...args) {
    const result = apply(original, this, args);
    if (window.length) closeFrames();
    return result;
  };
  const makers = [
    [Node.prototype, ['appendChild', 'insertBefore', 'replaceChild']],
    [Element.prototype, ['append', 'prepend', 'before', 'after', 'replaceWith', 'replaceChildren', 'insertAdjacentElement', 'insertAdjacentHTML', 'setHTMLUnsafe']],
    [Document.prototype, ['append', 'prepend', 'replaceChildren', 'write', 'writeln', 'execCommand']],
    [DocumentFragment.prototype, ['append', 'prepend', 'replaceChildren']],
    [CharacterData.prototype, ['before', 'after', 'replaceWith']],
    [Range.prototype, ['insertNode', 'surroundContents']],
  ];
  for (const [owner, names] of makers) {
    for (const name of names) if (owner[name]) define(owner, name, { value: closing(owner[name]), writable: true });
  }
  for (const name of ['innerHTML', 'outerHTML']) {
    const { get, set } = getOwnPropertyDescriptor(Element.prototype, name);
    define(Element.prototype, name, { get, set: closing(set) });
  }
  for (const type of [HTMLIFrameElement, HTMLFrameElement, HTMLObjectElement]) {
    for (const name of ['contentWindow', 'contentDocument']) {
      const { get } = getOwnPropertyDescriptor(type.prototype, name);
      define(type.prototype, name, {
        get() {
          closeFrames();
          const inner = apply(get, this, []);
          if (inner) closeScope(name === 'contentWindow' ? inner : inner.defaultView || inner);
          return inner;
        },
      });
    }
  }
  // A document of text has scripts of its own, so it begins with what closes it.
  const guard = `<script>for(const name of ${stringify(unreachable)})delete self[name]<\/script>`;
  const srcdoc = getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'srcdoc');
  define(HTMLIFrameElement.prototype, 'srcdoc', { get: srcdoc.get, set(value) { apply(srcdoc.set, this, [guard + value]); } });
  const put = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    const isText = this instanceof HTMLIFrameElement && String(name).toLowerCase() === 'srcdoc';
    return apply(put, this, [name, isText ? guard + value : value]);
  };
}
