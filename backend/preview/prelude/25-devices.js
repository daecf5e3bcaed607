// when: mediaDevices|etUserMedia|geolocation|Notification|wakeLock|.share|.vibrate|permissions|PaymentRequest|bluetooth|requestMIDIAccess|.credentials|.usb|.serial|.hid
if (framed) {
  const warned = new Set();
  /** The error for what an app may not use; the first time it is also told in the console. @param {string} what */
  const refusal = (what) => {
    const sentence = `An app in Whittle cannot use ${what}.`;
    if (!warned.has(what)) console.warn(sentence);
    warned.add(what);
    return new DOMException(sentence, 'NotAllowedError');
  };
  const refuses = (what) => async () => { throw refusal(what); };
  /** Puts methods on an object of navigator, for all of its kind since an engine may forget one; it is made where there is none. */
  const furnish = (name, methods) => {
    let owner;
    try {
      owner = navigator[name];
    } catch { /* the engine keeps it from opaque origins */ }
    if (!owner) define(Navigator.prototype, name, { value: owner = new EventTarget() });
    else owner = Object.getPrototypeOf(owner);
    for (const key of keysOf(methods)) define(owner, key, { writable: true, value: methods[key] });
  };

  furnish('mediaDevices', {
    getUserMedia: refuses('the camera or the microphone'),
    getDisplayMedia: refuses('a picture of the screen'),
    enumerateDevices: async () => [],
    getSupportedConstraints: () => ({}),
  });
  const oldMedia = (constraints, done, failed) => { later(() => failed && failed(refusal('the camera or the microphone')), 0); };
  for (const name of ['getUserMedia', 'webkitGetUserMedia']) define(Navigator.prototype, name, { writable: true, value: oldMedia });

  const locate = (done, failed) => {
    const { message } = refusal('the place where you are');
    later(() => failed && failed({ code: 1, message, PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 }), 0);
    return 1;
  };
  furnish('geolocation', { getCurrentPosition: (done, failed) => void locate(done, failed), watchPosition: locate, clearWatch: () => {} });
  furnish('wakeLock', { request: async () => assign(new EventTarget(), { released: false, type: 'screen', async release() { this.released = true; } }) });
  furnish('bluetooth', { requestDevice: refuses('Bluetooth'), getAvailability: async () => false, getDevices: async () => [] });
  furnish('usb', { requestDevice: refuses('USB'), getDevices: async () => [] });
  furnish('serial', { requestPort: refuses('serial ports'), getPorts: async () => [] });
  furnish('hid', { requestDevice: refuses('HID devices'), getDevices: async () => [] });
  furnish('credentials', { get: refuses('sign-in of the system'), create: refuses('sign-in of the system'), preventSilentAccess: async () => {} });
  const states = { notifications: 'granted', 'clipboard-write': 'granted', 'clipboard-read': 'prompt', 'persistent-storage': 'granted' };
  furnish('permissions', { query: async ({ name }) => assign(new EventTarget(), { name, state: states[name] || 'denied', onchange: null }) });
  const share = async ({ title, text, url } = {}) => {
    if (url && /^(?:https?|mailto):/i.test(url)) return void await call('open', { url: String(url) });
    await navigator.clipboard.writeText([title, text, url].filter(Boolean).join('\n'));
  };
  const own = { share, canShare: () => true, vibrate: () => true, requestMIDIAccess: refuses('MIDI') };
  for (const name of keysOf(own)) define(Navigator.prototype, name, { writable: true, value: own[name] });

  class Notification extends EventTarget {
    static permission = 'granted';
    static maxActions = 0;
    static requestPermission = async (done) => {
      if (done) done('granted');
      return 'granted';
    };
    constructor(title, { body = '', ...rest } = {}) {
      super();
      assign(this, { title: String(title), body: String(body), onclick: null, onshow: null, onclose: null, onerror: null, ...rest });
      send({ t: 'notify', title: this.title, body: this.body });
      later(() => this.#tell('show'), 0);
    }
    close() { this.#tell('close'); }
    #tell(type) {
      const event = new Event(type);
      this.dispatchEvent(event);
      if (this['on' + type]) this['on' + type](event);
    }
  }
  define(window, 'Notification', { writable: true, enumerable: false, value: Notification });
  class PaymentRequest extends EventTarget {
    canMakePayment = async () => false;
    hasEnrolledInstrument = async () => false;
    show = refuses('payments of the browser');
    abort = async () => {};
  }
  define(window, 'PaymentRequest', { writable: true, enumerable: false, value: PaymentRequest });
}
