(() => {
  // The app's own address, for scripts that read it back: the page's begins as a path of the frame's and, in a frame
  // with an opaque origin, cannot change but for its hash. It lives in the entries of the history.
  const origin = "http://app.local";
  const key = "whittle.place";
  const native = Object.getOwnPropertyDescriptor(History.prototype, "state").get;
  const { pushState, replaceState } = History.prototype;
  const isOurs = (state) => typeof state === "object" && state !== null && Object.hasOwn(state, key);
  const given = (state) => (isOurs(state) ? state.state : state);
  const base = new URL(".", document.baseURI).href;
  // What a link leads to counts from the frame's address.
  const resolve = (to) => new URL(String(to).startsWith(base) ? String(to).slice(base.length - 1) : to, place.href);
  let path = native.call(history)?.[key] ?? "/";
  const keep = (write, state, hash) => write.call(history, { [key]: path, state }, "", hash);
  const wrap = (write) =>
    function (state, _, to) {
      if (to === undefined || to === null) return keep(write, state);
      const url = resolve(to);
      path = url.pathname + url.search;
      return keep(write, state, location.href.split("#")[0] + url.hash);
    };
  const go = (name, to) => {
    const url = resolve(to);
    if (url.origin !== origin) return location.assign(url.href);
    history[name](null, "", url.href);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
  };
  const part = (name) => ({
    enumerable: true,
    get: () => new URL(path + location.hash, origin)[name],
    set: (value) => {
      const url = new URL(place.href);
      url[name] = value;
      go("pushState", url.href);
    },
  });
  const place = {
    assign: (to) => go("pushState", to),
    replace: (to) => go("replaceState", to),
    reload: () => location.reload(),
    toString: () => place.href,
    origin,
  };
  for (const name of ["pathname", "search", "host", "hostname", "port", "protocol"]) Object.defineProperty(place, name, part(name));
  Object.defineProperty(place, "href", { enumerable: true, get: () => origin + path + location.hash, set: (to) => go("pushState", to) });
  Object.defineProperty(place, "hash", { enumerable: true, get: () => location.hash, set: (hash) => { location.hash = hash; } });
  History.prototype.pushState = wrap(pushState);
  History.prototype.replaceState = wrap(replaceState);
  for (const [owner, read] of [[History.prototype, native], [PopStateEvent.prototype, Object.getOwnPropertyDescriptor(PopStateEvent.prototype, "state").get]]) {
    Object.defineProperty(owner, "state", { configurable: true, enumerable: true, get() { return given(read.call(this)); } });
  }
  // First of all listeners: an entry that a link to a hash made has no path yet.
  addEventListener("popstate", (event) => {
    if (!event.isTrusted) return;
    const state = native.call(history);
    if (isOurs(state)) path = state[key];
    else keep(replaceState, state);
  });
  if (!isOurs(native.call(history))) keep(replaceState, native.call(history));
  globalThis.__place = place;
})
