/** Writes any value as text, within bounds, without running the page's code more than reading it needs. */
const describe = (value, depth = 0, seen = new Set()) => {
  try {
    if (typeof value === 'string') return depth ? stringify(clip(value, 500)) : clip(value, 8000);
    if (typeof value === 'function') return `ƒ ${value.name || 'anonymous'}`;
    if (typeof value === 'bigint') return `${value}n`;
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof Error) return clip(String(value.stack || `${value.name}: ${value.message}`), 4000);
    if (value instanceof Element) {
      const name = value.className && typeof value.className === 'string' ? '.' + value.className.trim().replace(/\s+/g, '.') : '';
      return `<${value.localName}${value.id ? '#' + value.id : ''}${clip(name, 100)}>`;
    }
    if (value instanceof Node) return value.nodeName;
    if (value instanceof Event) return `${value.constructor.name}(${value.type})`;
    if (value instanceof Date || value instanceof RegExp) return String(value);
    if (seen.has(value)) return '[circular]';
    if (depth > 3) return isArray(value) ? '[…]' : '{…}';
    seen.add(value);
    const text = describeParts(value, (part) => describe(part, depth + 1, seen));
    seen.delete(value);
    return clip(text, 8000);
  } catch {
    return '[unreadable]';
  }
};

/** @param {object} value @param {(part: any) => string} inner */
const describeParts = (value, inner) => {
  const limit = 50;
  const list = (parts, total) => parts.join(', ') + (total > parts.length ? `, … ${total - parts.length} more` : '');
  if (isArray(value) || ArrayBuffer.isView(value)) {
    const length = value.length ?? value.byteLength;
    const items = Array.from({ length: Math.min(length, limit) }, (_, i) => inner(value[i]));
    return (isArray(value) ? '' : value.constructor.name) + `[${list(items, length)}]`;
  }
  if (value instanceof Map) {
    return `Map {${list([...value].slice(0, limit).map(([k, v]) => `${inner(k)} => ${inner(v)}`), value.size)}}`;
  }
  if (value instanceof Set) return `Set {${list([...value].slice(0, limit).map(inner), value.size)}}`;
  const keys = keysOf(value);
  const name = value.constructor && value.constructor !== Object ? value.constructor.name + ' ' : '';
  const parts = keys.slice(0, limit).map((key) => {
    const own = getOwnPropertyDescriptor(value, key);
    return `${key}: ${own && own.get ? '(…)' : inner(value[key])}`;
  });
  return `${name}{${list(parts, keys.length)}}`;
};

/** Joins console arguments, with the usual marks in the first. @param {any[]} args */
const describeAll = (args) => {
  const rest = [...args];
  let head = '';
  if (typeof rest[0] === 'string' && rest[0].includes('%')) {
    head = rest.shift().replace(/%([sdifoOc%])/g, (mark, kind) => {
      if (kind === '%' || !rest.length) return kind === '%' ? '%' : mark;
      const value = rest.shift();
      if (kind === 'c') return '';
      return kind === 'd' || kind === 'i' ? String(Math.trunc(value)) : describe(value);
    });
    rest.unshift(head);
  }
  return clip(rest.map((value) => describe(value)).join(' '), 8000);
};
