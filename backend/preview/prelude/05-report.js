/** At most limit messages in a second; one more says that some were left out. @param {number} limit @param {() => void} onFull */
const limiter = (limit, onFull) => {
  let second = 0;
  let count = 0;
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) [second, count] = [current, 0];
    if (++count === limit + 1) onFull();
    return count <= limit;
  };
};

/** Brings what the policy stopped, where the page has what does that. @type {(event: SecurityPolicyViolationEvent) => boolean} */
let bringStopped = () => false;

if (framed) {
  const say = (level, text) => send({ t: 'console', level, text, at: now() });
  const mayLog = limiter(200, () => say('warn', 'The page writes so much here that some of it is left out.'));
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    const original = console[level];
    console[level] = (...args) => {
      apply(original, console, args);
      if (mayLog()) say(level, describeAll(args));
    };
  }
  const assert = console.assert;
  console.assert = (ok, ...args) => {
    apply(assert, console, [ok, ...args]);
    if (!ok && mayLog()) say('error', 'Assertion failed' + (args.length ? ': ' + describeAll(args) : ''));
  };

  const own = location.href.split('#')[0];
  /** Names the page itself app.html; the prelude stands on one line, so that lines are those of the document. */
  const place = (file, line, column) => {
    const here = !file || file === own || file.startsWith('about:');
    return { file: here ? 'app.html' : clip(file.split(',')[0], 200), line: line || 0, column: column || 0 };
  };
  const mayFail = limiter(50, () => {});
  const fail = (kind, message, details) => {
    if (mayFail()) send({ t: 'error', kind, message: clip(message, 4000), file: '', line: 0, column: 0, stack: '', ...details });
  };
  listen(window, 'error', (event) => {
    const target = event.target;
    if (target !== window && target instanceof Element) {
      const address = target.currentSrc || target.src || target.href || target.data || '';
      if (!/^https?:/.test(address)) fail('error', `<${target.localName}> could not load ${clip(String(address), 200)}.`);
      return;
    }
    const { error, message, filename, lineno, colno } = unmute(event);
    const stack = error && error.stack;
    fail('error', message || describe(error), { ...place(filename, lineno, colno), stack: stack ? clip(String(stack), 4000) : '' });
  }, true);
  listen(window, 'unhandledrejection', (event) => {
    const reason = event.reason;
    const isError = reason instanceof Error;
    fail('rejection', isError ? `${reason.name}: ${reason.message}` : describe(reason), { stack: isError ? clip(String(reason.stack), 4000) : '' });
  });
  refused = (what, directive, at) =>
    fail('policy', `${clip(what, 200)} was not loaded: an app in Whittle does not reach the network (${directive}).`, at);
  listen(document, 'securitypolicyviolation', (event) => {
    if (bringStopped(event)) return;
    const { blockedURI, effectiveDirective } = event;
    const what = blockedURI && blockedURI !== 'inline' ? blockedURI : 'something';
    const tell = () => refused(what, effectiveDirective, place(event.sourceFile, event.lineNumber, event.columnNumber));
    // An element says by itself that it failed, and may be mended.
    if (/-elem$/.test(effectiveDirective)) later(() => [...asked].some((address) => address.startsWith(what)) || tell(), 100);
    else tell();
  });

  listen(document, 'DOMContentLoaded', () => {
    send({ t: 'ready' });
    const tell = () => send({ t: 'title', text: clip(document.title, 200) });
    tell();
    new MutationObserver(tell).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
  // The first paint that shows something. A page that shows nothing has painted two frames after it loaded; frames
  // come at half the pace while nobody has touched the page (WebKit throttles them in frames of another origin).
  let isPainted = false;
  const painted = () => {
    if (isPainted) return;
    isPainted = true;
    send({ t: 'painted', ms: clock() });
  };
  new PerformanceObserver((paints) => paints.getEntriesByName('first-contentful-paint').length && painted()).observe({ type: 'paint', buffered: true });
  listen(window, 'load', () => onFrame(() => onFrame(painted)));
}
