if (framed) {
  let lastEscape = -1000;
  /** The keys that stay the shell's while a page has the focus. */
  const isShells = (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    return event.key === 'F6' || (command && (event.key === '.' || event.key.toLowerCase() === 'k'));
  };
  listen(window, 'keydown', (event) => {
    if (!event.isTrusted || event.repeat) return;
    let key = event.key;
    if (key === 'Escape') {
      const twice = event.timeStamp - lastEscape < 500;
      lastEscape = twice ? -1000 : event.timeStamp;
      if (!twice) return;
      key = 'EscEsc';
    } else if (!isShells(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send({ t: 'key', key, ctrl: event.ctrlKey, meta: event.metaKey, shift: event.shiftKey, alt: event.altKey });
  }, true);
}
