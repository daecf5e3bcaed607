// The libraries of a page: each is defined as a function and runs when it is first required. A later script of this kind
// in the same page adds what is not there.
const defined = globalThis.__whittleRequire?.defined ?? new Map();
const loaded = new Map();
const wanted = new Map();

const define = (name, body, names, icons) => {
  if (!defined.has(name)) defined.set(name, body);
  if (names) wanted.set(name, { names, icons });
};

const require = (name) => {
  let module = loaded.get(name);
  if (module) return module.exports;
  const body = defined.get(name);
  if (!body) throw new Error(`The library ${name} is not in this page.`);
  module = { exports: {} };
  loaded.set(name, module);
  body(module, module.exports, require);
  if (wanted.has(name)) fill(module.exports, wanted.get(name));
  return module.exports;
};

// Names that a library does not have get something harmless, so that the rest of the page runs.
const fill = (exports, { names, icons }) => {
  for (const name of names) {
    if (exports === null || name in Object(exports)) continue;
    const value = icons ? neutralIcon : stub(name);
    try {
      Object.defineProperty(exports, name, { value, configurable: true });
    } catch {} // what cannot be extended stays as it is
  }
};

const nothing = { *[Symbol.iterator]() {} };
const stub = (name) =>
  new Proxy(() => (/^use[A-Z]/.test(name) ? Object.create(nothing) : null), {
    get: (target, key) =>
      typeof key === "string" && /^[A-Z]/.test(key) && !(key in target) ? stub(key) : target[key],
  });

const neutralIcon = ({ size = 24, color = "currentColor", className, style } = {}) => {
  const { createElement } = require("react");
  const box = { width: size, height: size, viewBox: "0 0 24 24", fill: "none", stroke: color, strokeWidth: 2, className, style };
  return createElement("svg", box, createElement("circle", { cx: 12, cy: 12, r: 9 }));
};

// A library that is nowhere fails with its name when it is used, not before.
const absent = (name) => {
  const fail = () => {
    throw new Error(`The library ${name} is not in this app. Let Whittle fetch it once, or ask for the app without it.`);
  };
  const guard = new Proxy({}, {
    get: (_, key) => (typeof key === "symbol" || key === "__esModule" || key === "then" ? undefined : fail()),
  });
  return Object.setPrototypeOf(function () {
    fail();
  }, guard);
};

// Answers import(x) where x is only known when the page runs.
const addresses = globalThis.__whittleRequire?.addresses ?? new Map();
const load = async (specifier) => {
  const name = addresses.get(String(specifier)) ?? String(specifier);
  if (!defined.has(name)) return import(specifier);
  const module = require(name);
  return module && module.__esModule ? module : Object.assign(Object.create(null), module, { default: module });
};

globalThis.__whittleRequire ??
  Object.defineProperty(globalThis, "__whittleRequire", { value: Object.assign(require, { load, defined, addresses }) });
