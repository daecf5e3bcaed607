(made) => {
  // html2canvas copies the page into a frame and reads it there (html2canvas.hertzen.com/about), which a page without an
  // origin may not. The same copy becomes a picture here, with the styles that the page computed.
  const native = made?.default ?? made;
  const plain = new Map();
  const plainStyle = (node) => {
    const name = node.namespaceURI + node.localName;
    if (!plain.has(name)) {
      const host = document.body.appendChild(document.createElement("div"));
      host.style.cssText = "all:initial;position:absolute";
      const style = getComputedStyle(host.attachShadow({ mode: "open" }).appendChild(document.createElementNS(node.namespaceURI, node.localName)));
      plain.set(name, Object.fromEntries(Array.from(style, (property) => [property, style.getPropertyValue(property)])));
      host.remove();
    }
    return plain.get(name);
  };
  const styleText = (style, usual, around) => Array.from(style, (property) => {
    const value = style.getPropertyValue(property);
    return value === usual[property] && (!around || around.getPropertyValue(property) === value) ? "" : `${property}:${value};`;
  }).join("");
  const picture = (node) => {
    const canvas = node.localName === "canvas" ? node : document.createElement("canvas");
    try {
      if (canvas !== node) {
        [canvas.width, canvas.height] = [node.naturalWidth || 1, node.naturalHeight || 1];
        canvas.getContext("2d").drawImage(node, 0, 0);
      }
      return canvas.toDataURL();
    } catch {
      return ""; // from a host that does not let its pictures be read
    }
  };
  const copy = (node, ignores, around) => {
    if (node.nodeType !== 1) return node.nodeType === 3 ? node.cloneNode() : null;
    if (/^(?:script|style|link|template|iframe|noscript)$/.test(node.localName) || node.hasAttribute("data-html2canvas-ignore") || ignores?.(node)) return null;
    const style = getComputedStyle(node);
    const clone = node.localName === "canvas" ? document.createElement("img") : node.cloneNode(false);
    if (node.localName === "canvas" || (node.localName === "img" && !node.src.startsWith("data:"))) clone.src = picture(node);
    clone.setAttribute("style", styleText(style, plainStyle(node), around));
    const part = (side) => {
      const its = getComputedStyle(node, side);
      if (!/^["']/.test(its.content)) return;
      const span = clone.appendChild(document.createElement("span"));
      span.textContent = its.content.slice(1, -1);
      span.setAttribute("style", styleText(its, plainStyle(span), style));
    };
    part("::before");
    for (const child of node.childNodes) {
      const its = copy(child, ignores, style);
      if (its) clone.append(its);
    }
    part("::after");
    if (node.localName === "textarea") clone.textContent = node.value;
    else if (node.localName === "input") clone.setAttribute("value", node.value);
    if (node.checked) clone.setAttribute("checked", "");
    if (node.selected) clone.setAttribute("selected", "");
    return clone;
  };
  const fonts = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText)).join("");
  const draw = async (element, options = {}) => {
    const width = Math.ceil(options.width ?? Math.max(element.offsetWidth || 0, element.scrollWidth));
    const height = Math.ceil(options.height ?? Math.max(element.offsetHeight || 0, element.scrollHeight));
    const apart = document.implementation.createHTMLDocument("");
    const clone = apart.body.appendChild(copy(element, options.ignoreElements));
    for (const [name, value] of [["margin", "0"], ["position", "relative"], ["inset", "0"], ["transform", "none"]]) clone.style.setProperty(name, value);
    await options.onclone?.(apart, clone);
    const style = apart.body.appendChild(apart.createElement("style"));
    style.textContent = fonts();
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">` +
      [style, clone].map((it) => new XMLSerializer().serializeToString(it)).join("") + "</foreignObject></svg>");
    await image.decode();
    const canvas = options.canvas ?? document.createElement("canvas");
    const scale = options.scale ?? devicePixelRatio;
    [canvas.width, canvas.height] = [Math.floor(width * scale), Math.floor(height * scale)];
    [canvas.style.width, canvas.style.height] = [width + "px", height + "px"];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    if (options.backgroundColor !== null) {
      context.fillStyle = options.backgroundColor ?? "#ffffff";
      context.fillRect(0, 0, width, height);
    }
    context.drawImage(image, -(options.x ?? 0), -(options.y ?? 0));
    return canvas;
  };
  if (window.html2canvas === native) window.html2canvas = draw;
  return Object.assign(draw, { default: draw, __esModule: true });
}
