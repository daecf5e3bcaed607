/**
 * Takes WebRTC from a page, which reaches other computers past the policy. A frame of a page is of another origin, so
 * the page reaches nothing in it; only one with a document of text has scripts, and that text begins with this again.
 * @param {any} scope
 */
function closeWebRTC(scope) {
  delete scope.RTCPeerConnection;
  delete scope.webkitRTCPeerConnection;
  const text = '<script>(' + closeWebRTC + ')(self)<' + '/script>';
  const close = (frame) => {
    const inner = frame.getAttribute('srcdoc');
    if (inner !== null && !inner.startsWith(text)) frame.setAttribute('srcdoc', text + inner);
  };
  new scope.MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') close(target);
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.localName === 'iframe') close(node);
        for (const frame of node.querySelectorAll('iframe[srcdoc]')) close(frame);
      }
    }
  }).observe(scope.document, { subtree: true, childList: true, attributes: true, attributeFilter: ['srcdoc'] });
}
if (framed) closeWebRTC(window);
