(files) => {
  // The app's own files, for scripts that ask for them by a name they make up when they run.
  const native = { fetch: window.fetch, open: XMLHttpRequest.prototype.open };
  const find = (asked) => {
    const address = String(asked?.url ?? asked);
    const name = address.replace(/[?#].*/, "").replace(/^(?:\.?\/)+/, "");
    if (Object.hasOwn(files, name)) return files[name];
    if (/^https?:/i.test(address) && !address.startsWith(location.origin + "/")) return undefined;
    const found = Object.keys(files).find((file) => name.endsWith("/" + file));
    return found && files[found];
  };
  window.fetch = function (asked, options) {
    const own = find(asked);
    return own ? native.fetch.call(this, own) : native.fetch.apply(this, arguments);
  };
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    return native.open.call(this, method, find(address) ?? address, ...rest);
  };
}
