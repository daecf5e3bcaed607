// Structured values as text and back. What JSON has is itself; everything else is an object with the key "$", which
// names its kind, and objects that come again are named by their place in the order of reading.

const views = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView };
const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/** @param {Uint8Array} bytes */
const toBase64 = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
};
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/**
 * Returns value as something JSON has. Blobs are put into blobs and named by their place there, since their bytes
 * cannot be read at once. What cannot be kept throws a DataCloneError.
 * @param {any} value @param {Blob[]} blobs
 */
export const pack = (value, blobs, seen = new Map()) => {
  const inner = (part) => pack(part, blobs, seen);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'n', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $: 'u' };
    case 'bigint':
      return { $: 'i', v: String(value) };
    case 'object':
      break;
    default:
      throw new DOMException('A function or a symbol cannot be kept.', 'DataCloneError');
  }
  if (value === null) return null;
  if (seen.has(value)) return { $: 'r', v: seen.get(value) };
  seen.set(value, seen.size);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Date) return { $: 'd', v: inner(value.getTime()) };
  if (value instanceof Map) return { $: 'm', v: [...value].map(([k, v]) => [inner(k), inner(v)]) };
  if (value instanceof Set) return { $: 's', v: [...value].map(inner) };
  if (value instanceof ArrayBuffer) return { $: 'b', v: toBase64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    return { $: 'v', t: value.constructor.name, b: inner(value.buffer), o: value.byteOffset, n: value.length ?? value.byteLength };
  }
  if (value instanceof Blob) {
    const file = value instanceof File ? { f: value.name, l: value.lastModified } : {};
    return { $: 'f', v: blobs.push(value) - 1, t: value.type, ...file };
  }
  if (value instanceof RegExp) return { $: 'x', v: value.source, f: value.flags };
  if (value instanceof Error) return { $: 'e', t: value.name, v: value.message };
  if (value instanceof ImageData) return { $: 'p', v: inner(value.data), w: value.width, h: value.height };
  if (value instanceof Boolean || value instanceof Number || value instanceof String) return { $: 'w', v: inner(value.valueOf()) };
  const tag = Object.prototype.toString.call(value);
  if (tag !== '[object Object]') throw new DOMException(`${tag.slice(8, -1)} cannot be kept.`, 'DataCloneError');
  const entries = Object.entries(value).map(([k, v]) => [k, inner(v)]);
  return Object.hasOwn(value, '$') || Object.hasOwn(value, '__proto__') ? { $: 'o', v: entries } : Object.fromEntries(entries);
};

/** Makes the value that pack was given. @param {any} packed @param {string[]} files base64 of its blobs */
export const unpack = (packed, files, seen = []) => {
  const inner = (part) => unpack(part, files, seen);
  if (packed === null || typeof packed !== 'object') return packed;
  const kind = Array.isArray(packed) ? '' : packed.$;
  if (kind === 'r') return seen[packed.v];
  if (kind === 'n') return Number(packed.v);
  if (kind === 'u') return undefined;
  if (kind === 'i') return BigInt(packed.v);
  const at = seen.push(undefined) - 1;
  const known = (made) => (seen[at] = made);
  if (Array.isArray(packed)) {
    const list = known([]);
    for (const part of packed) list.push(inner(part));
    return list;
  }
  switch (kind) {
    case 'd':
      return known(new Date(inner(packed.v)));
    case 'm': {
      const map = known(new Map());
      for (const [k, v] of packed.v) map.set(inner(k), inner(v));
      return map;
    }
    case 's': {
      const set = known(new Set());
      for (const part of packed.v) set.add(inner(part));
      return set;
    }
    case 'b':
      return known(fromBase64(packed.v).buffer);
    case 'v':
      return known(new views[packed.t](inner(packed.b), packed.o, packed.n));
    case 'f': {
      const bytes = [fromBase64(files[packed.v])];
      return known('f' in packed ? new File(bytes, packed.f, { type: packed.t, lastModified: packed.l }) : new Blob(bytes, { type: packed.t }));
    }
    case 'x':
      return known(new RegExp(packed.v, packed.f));
    case 'e':
      return known(new (errors[packed.t] ?? Error)(packed.v));
    case 'p':
      return known(new ImageData(inner(packed.v), packed.w, packed.h));
    case 'w':
      return known(Object(inner(packed.v)));
  }
  const object = known({});
  for (const [key, part] of kind === 'o' ? packed.v : Object.entries(packed)) {
    Object.defineProperty(object, key, { value: inner(part), writable: true, enumerable: true, configurable: true });
  }
  return object;
};

/** The text of a packed value and of its blobs. @param {string} json @param {Blob[]} blobs */
export const withBlobs = async (json, blobs) => {
  const texts = await Promise.all(blobs.map(async (blob) => toBase64(new Uint8Array(await blob.arrayBuffer()))));
  return `[${[json, ...texts.map((text) => JSON.stringify(text))].join()}]`;
};

/** Reads what withBlobs wrote. @param {string} text */
export const read = (text) => {
  const [packed, ...files] = JSON.parse(text);
  return unpack(packed, files);
};
