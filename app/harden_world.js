// Runs in an isolated world of the shell's page, where alone the message handlers can be reached.
(() => {
  const handlers = window.webkit.messageHandlers;
  window.addEventListener('CHANNEL', e => handlers.external.postMessage(String(e.detail)), true);
  const sing = () => {
    if (document.readyState === 'loading') return;
    document.removeEventListener('readystatechange', sing);
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts';
    frame.hidden = true;
    frame.src = 'CANARY';
    window.addEventListener('message', e => {
      if (e.source !== frame.contentWindow) return;
      e.stopImmediatePropagation();
      handlers.canary.postMessage(String(e.data));
      frame.remove();
    }, true);
    document.documentElement.append(frame);
  };
  document.addEventListener('readystatechange', sing);
})();
