// Runs inside every page that is measured, before the page's own scripts; tells the runner what went wrong.
(() => {
  const { parent, setTimeout, clearTimeout, requestAnimationFrame } = window;
  const post = parent.postMessage.bind(parent);
  const found = { errors: [], rejections: [], misses: [], policy: [] };
  let phase = 'load';
  const add = (list, text) => list.length < 20 && list.push(phase + ': ' + String(text).slice(0, 400));
  addEventListener('error', (event) => {
    if (event.target !== window && event.target instanceof Element) {
      add(found.misses, event.target.localName + ' ' + (event.target.src || event.target.href || '').slice(0, 200));
    } else {
      const at = event.error && event.error.stack ? ' @ ' + event.error.stack.split('\n').slice(1, 3).join(' ').trim() : ' @ ' + event.lineno + ':' + event.colno;
      add(found.errors, event.message + at);
    }
  }, true);
  addEventListener('unhandledrejection', (event) => {
    const reason = event.reason;
    add(found.rejections, reason instanceof Error ? reason.name + ': ' + reason.message : String(reason));
  });
  document.addEventListener('securitypolicyviolation', (event) => add(found.policy, event.effectiveDirective + ' ' + event.blockedURI));
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const isSeen = (it) => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(it).visibility !== 'hidden';
  };

  /** Whether the page shows nothing at all: no text, no picture, no drawing. */
  const isBlank = () => {
    if (!document.body) return true;
    if (document.body.innerText.trim().length > 1) return false;
    for (const it of document.querySelectorAll('canvas, svg, img, video, input, textarea, button, iframe')) if (isSeen(it)) return false;
    return [...document.querySelectorAll('body *')].slice(0, 500).every((it) => !isSeen(it) || (!it.shadowRoot && getComputedStyle(it).backgroundImage === 'none' && getComputedStyle(it).backgroundColor === 'rgba(0, 0, 0, 0)'));
  };

  const controls = 'button, [role=button], a[href], [role=tab], [role=switch], [role=checkbox], [role=menuitem], input, textarea, select, summary, [onclick], canvas';
  const nameOf = (it) => it.localName + '|' + (it.id || '') + '|' + (it.getAttribute('aria-label') || it.textContent || it.getAttribute('placeholder') || it.name || '').trim().slice(0, 40);

  const type = (field) => {
    const values = { number: '7', range: field.max || '50', date: '2026-03-04', time: '10:30', color: '#336699', email: 'ada@example.org', url: 'https://example.org', month: '2026-03' };
    const prototype = field.localName === 'textarea' ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    field.focus();
    Object.getOwnPropertyDescriptor(prototype, 'value').set.call(field, values[field.type] || 'Test entry');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    for (const kind of ['keydown', 'keyup']) field.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true }));
  };

  const press = (it) => {
    const box = it.getBoundingClientRect();
    const place = { bubbles: true, cancelable: true, composed: true, view: window, button: 0, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    it.dispatchEvent(new PointerEvent('pointerdown', { ...place, pointerId: 1, buttons: 1, isPrimary: true, pointerType: 'mouse' }));
    it.dispatchEvent(new MouseEvent('mousedown', { ...place, buttons: 1 }));
    it.dispatchEvent(new PointerEvent('pointerup', { ...place, pointerId: 1, isPrimary: true, pointerType: 'mouse' }));
    it.dispatchEvent(new MouseEvent('mouseup', place));
    if (it.localName === 'canvas') it.dispatchEvent(new MouseEvent('click', place));
    else if (it.click) it.click();
  };

  /** Presses and fills what can be seen and was not yet, up to a number of times; new things come up and count too. */
  const clickThrough = async (budget) => {
    const done = new Set();
    let clicks = 0;
    for (let round = 0; round < 5 && clicks < budget; round++) {
      let isNew = false;
      for (const it of [...document.querySelectorAll(controls)]) {
        if (clicks >= budget) break;
        const name = nameOf(it);
        if (done.has(name) || !it.isConnected || it.disabled || !isSeen(it)) continue;
        if (it.localName === 'a' && !/^(#|javascript:)/.test(it.getAttribute('href') || '')) continue; // leads elsewhere
        if (it.localName === 'input' && it.type === 'file') continue;
        done.add(name);
        isNew = true;
        clicks++;
        phase = 'click ' + name.replace(/\|+/g, ' ').trim();
        if (it.localName === 'select') {
          it.selectedIndex = it.options.length - 1;
          it.dispatchEvent(new Event('input', { bubbles: true }));
          it.dispatchEvent(new Event('change', { bubbles: true }));
        } else if (it.localName === 'textarea' || (it.localName === 'input' && !/^(button|submit|reset|checkbox|radio|image)$/.test(it.type))) {
          type(it);
        } else {
          press(it);
        }
        await wait(15);
      }
      for (const key of ['ArrowLeft', 'ArrowUp', ' ', 'Enter', 'Escape']) {
        phase = 'key ' + key;
        const target = document.activeElement || document.body || document;
        for (const kind of ['keydown', 'keyup']) target.dispatchEvent(new KeyboardEvent(kind, { key, code: key === ' ' ? 'Space' : key, keyCode: { ArrowLeft: 37, ArrowUp: 38, ' ': 32, Enter: 13, Escape: 27 }[key], bubbles: true, cancelable: true }));
      }
      await wait(60);
      if (!isNew) break;
    }
    return clicks;
  };

  addEventListener('message', async (event) => {
    if (event.source !== parent || !event.data || !event.data.probe) return;
    event.stopImmediatePropagation();
    const answer = { probe: event.data.probe };
    try {
      if (event.data.probe === 'look') answer.blank = isBlank();
      if (event.data.probe === 'click') answer.clicks = await clickThrough(event.data.budget);
    } catch (error) {
      answer.failed = String(error);
    }
    phase = 'after';
    answer.text = document.body ? document.body.innerText.trim().slice(0, 120) : '';
    post({ ...answer, found }, '*');
  }, true);
  addEventListener('load', () => post({ probe: 'loaded' }, '*'));
})();
