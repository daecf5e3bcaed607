// when: ullscreen|ullScreen
if (framed) {
  const mark = 'data-whittle-fullscreen';
  /** @type {Element | null} */
  let full = null;
  let style;

  /** Rules for :fullscreen hold for the marked element, since the browser knows of none. */
  const restyle = () => {
    const visit = (rules) => {
      for (const rule of rules) {
        if (rule.selectorText && /:(?:fullscreen|-webkit-full-screen)/.test(rule.selectorText)) {
          rule.selectorText = rule.selectorText.replace(/:(?:fullscreen|-webkit-full-screen)/g, `[${mark}]`);
        }
        if (rule.cssRules) visit(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) {
      try {
        visit(sheet.cssRules);
      } catch { /* a sheet from elsewhere keeps its rules to itself */ }
    }
    if (style) return;
    style = document.createElement('style');
    style.textContent = `:where([${mark}]){border:0;padding:0;color:inherit;background:#000;overflow:auto}` +
      `[${mark}]:not(:root){position:fixed!important;inset:0!important;margin:0!important;box-sizing:border-box!important;min-width:0!important;max-width:none!important;` +
      'min-height:0!important;max-height:none!important;width:100%!important;height:100%!important;transform:none!important;object-fit:contain;z-index:2147483645}';
    document.head.prepend(style);
  };
  const tell = (element) => {
    for (const type of ['fullscreenchange', 'webkitfullscreenchange']) {
      (element.isConnected ? element : document).dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
  };
  const leave = () => {
    const element = full;
    if (!element) return;
    full = null;
    element.removeAttribute(mark);
    if (element.popover === 'manual' && element !== document.documentElement) {
      if (element.isConnected) element.hidePopover();
      element.popover = null;
    }
    tell(element);
  };
  const enter = async function () {
    const isActive = !navigator.userActivation || navigator.userActivation.isActive;
    if (!this.isConnected || !isActive) {
      (this.isConnected ? this : document).dispatchEvent(new Event('fullscreenerror', { bubbles: true }));
      throw new TypeError('Fullscreen request denied');
    }
    await call('fullscreen', { on: true });
    if (full) leave();
    full = this;
    restyle();
    this.setAttribute(mark, '');
    // The top layer, so that no ancestor clips the element.
    if (this instanceof HTMLElement && !this.matches(':root,body,dialog,[popover]')) {
      this.popover = 'manual';
      this.showPopover();
    }
    tell(this);
  };
  const exit = async () => {
    if (!full) throw new TypeError('Document not active');
    leave();
    await call('fullscreen', { on: false });
  };
  onFullscreen = (on) => on || leave();
  for (const name of ['requestFullscreen', 'webkitRequestFullscreen', 'webkitRequestFullScreen']) define(Element.prototype, name, { writable: true, value: enter });
  for (const name of ['exitFullscreen', 'webkitExitFullscreen', 'webkitCancelFullScreen']) define(document, name, { writable: true, value: exit });
  for (const name of ['fullscreenElement', 'webkitFullscreenElement', 'webkitCurrentFullScreenElement']) define(document, name, { get: () => full });
  for (const name of ['fullscreenEnabled', 'webkitFullscreenEnabled']) define(document, name, { get: () => true });
  for (const name of ['fullscreen', 'webkitIsFullScreen']) define(document, name, { get: () => !!full });
  listen(window, 'keydown', (event) => {
    if (event.key !== 'Escape' || !full) return;
    event.stopImmediatePropagation();
    exit();
  }, true);
}
