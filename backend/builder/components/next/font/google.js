// next/font/google: every name is a font. The font itself is used where the computer has it, else one of its kind.
const kinds = [
  [/mono|code|courier|inconsolata/i, 'ui-monospace, Menlo, Consolas, monospace'],
  [/serif(?!.*sans)|playfair|lora|merriweather|garamond|baskerville|bitter|crimson|cormorant|spectral|fraunces|newsreader/i, 'ui-serif, Georgia, serif'],
  [/script|caveat|pacifico|dancing|satisfy|hand/i, 'ui-rounded, "Segoe Print", cursive'],
];

function font(name, options = {}) {
  const family = name.replace(/_/g, ' ');
  const rest = (kinds.find(([sign]) => sign.test(name) && !/sans/i.test(name)) ?? [0, 'system-ui, sans-serif'])[1];
  const fontFamily = `"${family}", ${[...(options.fallback ?? []), rest].join(', ')}`;
  const className = `font-${family.toLowerCase().replace(/\W+/g, '-')}`;
  const weight = [options.weight].flat().length === 1 && /^\d+$/.test(options.weight) ? Number(options.weight) : undefined;
  const variable = options.variable ? `${className}-variable` : '';
  const style = document.createElement('style');
  style.textContent =
    `.${className}{font-family:${fontFamily}${weight ? `;font-weight:${weight}` : ''}}` +
    (variable && `.${variable}{${options.variable}:${fontFamily}}`);
  document.head.append(style);
  return { className, variable, style: { fontFamily, ...(weight && { fontWeight: weight }) } };
}

// Names are looked up on the prototype, since a copy of the exports has only the prototype in common with them.
const names = new Proxy({}, { get: (_, name) => (typeof name === 'string' && /^[A-Z]/.test(name) ? (options) => font(name, options) : undefined) });
module.exports = Object.create(names);
