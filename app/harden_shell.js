// Runs in the shell's page before any of its scripts: the way to Wails, which nothing in the page can replace.
Object.defineProperty(window, 'WailsInvoke', {
  value: message => { window.dispatchEvent(new CustomEvent('CHANNEL', { detail: String(message) })); },
});
