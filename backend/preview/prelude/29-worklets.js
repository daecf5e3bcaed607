// when: audioWorklet|paintWorklet
// WebKit takes no blob: for a worklet in a frame with an opaque origin, as p5.sound and Tone make; it takes data:.
if (framed && isOpaque && window.Worklet) {
  const addModule = Worklet.prototype.addModule;
  Worklet.prototype.addModule = async function (url, options) {
    const address = String(new URL(url, document.baseURI));
    if (!/^blob:/i.test(address)) return apply(addModule, this, [url, options]);
    const response = await fetchNow(address);
    const text = await response.text();
    return apply(addModule, this, ['data:text/javascript;charset=utf-8,' + encodeURIComponent(text), options]);
  };
}
