// What version 4 of Tailwind does otherwise than version 3, undone (tailwindcss.com/docs/upgrade-guide).
import colors from 'tailwindcss3/colors';
import defaultTheme from 'tailwindcss3/defaultTheme';
import preflight from 'tailwindcss3/lib/css/preflight.css';
import { rules } from './css';

type Scale = Record<string, string | string[]>;

// theme returns the scales and colours of version 3 as defaults that a configuration may still change.
export function theme(): string {
  const lines = [...palette(), ...scale('shadow', defaultTheme.boxShadow), ...scale('radius', defaultTheme.borderRadius),
    ...scale('blur', defaultTheme.blur), ...scale('drop-shadow', defaultTheme.dropShadow),
    '--default-ring-width: 3px;', '--default-ring-color: rgb(59 130 246 / 0.5);', '--default-border-color: #e5e7eb;'];
  return `@theme default {\n${lines.join('\n')}\n}\n`;
}

const renamed = new Set(['lightBlue', 'warmGray', 'trueGray', 'coolGray', 'blueGray', 'inherit', 'current', 'transparent']);

function palette(): string[] {
  const lines: string[] = [];
  for (const name of Object.keys(colors).filter((name) => !renamed.has(name))) {
    const value = colors[name]!;
    if (typeof value === 'string') lines.push(`--color-${name}: ${value};`);
    else for (const [shade, color] of Object.entries(value)) lines.push(`--color-${name}-${shade}: ${color};`);
  }
  return lines;
}

function scale(name: string, values: Scale): string[] {
  return Object.entries(values)
    .filter(([key, value]) => value !== 'none' && value !== '' && key !== 'none')
    .map(([key, value]) => `--${name}${key === 'DEFAULT' ? '' : `-${key}`}: ${[value].flat().join(', ')};`);
}

// base is the reset of version 3, without the function theme, which would have Tailwind read a configuration.
export const base = preflight
  .replace("theme('borderColor.DEFAULT', currentColor)", 'var(--default-border-color, currentColor)')
  .replace(/theme\('fontFamily\.(sans|mono)', ([^)]*)\)/g, '--theme(--font-$1, $2)')
  .replace(/theme\('fontFamily\.(sans|mono)\[1\]\.font(Feature|Variation)Settings', normal\)/g, (_, family: string, kind: string) =>
    `--theme(--font-${family}--font-${kind.toLowerCase()}-settings, normal)`)
  .replace("theme('colors.gray.400', #9ca3af)", '--theme(--color-gray-400, #9ca3af)');

// compat are utilities and variants that version 4 has no more or reads otherwise.
export const compat = `
@custom-variant hover (&:hover);
@custom-variant group-hover (&:is(:where(.group):hover *));
@custom-variant peer-hover (&:is(:where(.peer):hover ~ *));
@utility outline-none { outline: 2px solid transparent; outline-offset: 2px; }
@utility flex-shrink { flex-shrink: 1; }
@utility flex-shrink-* { flex-shrink: --value(integer, [integer]); }
@utility flex-grow { flex-grow: 1; }
@utility flex-grow-* { flex-grow: --value(integer, [integer]); }
@utility overflow-ellipsis { text-overflow: ellipsis; }
@utility decoration-slice { box-decoration-break: slice; }
@utility decoration-clone { box-decoration-break: clone; }
${['bg', 'text', 'border', 'ring'].map((name) => `
@utility ${name}-opacity-* { ${opacity(name)} }
@property --tw-${name}-opacity { syntax: '*'; inherits: false; }`).join('')}
@utility divide-opacity-* { & > :not([hidden]) ~ :not([hidden]) { ${opacity('border')} } }
@utility placeholder-opacity-* { &::placeholder { ${opacity('text')} } }
`;

function opacity(name: string): string {
  return `--tw-${name}-opacity: calc(--value(integer) * 1%); --tw-${name}-opacity: --value([*]);`;
}

export type Parts = { base: string; components: string; utilities: string; rest: string; preflight: boolean };

// parts takes a style sheet written for version 3 apart. Its layers are an order of rules, not layers of the browser.
export function parts(css: string): Parts {
  const found: Parts = { base: '', components: '', utilities: '', rest: '', preflight: true };
  let directives = 0;
  let bases = 0;
  for (const rule of rules(css)) {
    const directive = /^@(?:tailwind|import)\s+["']?(?:tailwindcss\/)?(base|components|utilities|variants|screens)["']?$/.exec(rule.prelude);
    const layer = /^@layer\s+(base|components|utilities)$/.exec(rule.prelude);
    if (directive) {
      directives++;
      if (directive[1] === 'base') bases++;
    } else if (layer && rule.body !== null) {
      const name = layer[1] as 'base' | 'components' | 'utilities';
      found[name] += name === 'base' ? rule.body : utilities(rule.body);
    } else {
      found.rest += rule.text;
    }
  }
  found.preflight = directives === 0 || bases > 0;
  return found;
}

// utilities makes a utility of each plain class, so that variants and @apply know it; other rules stay.
function utilities(css: string): string {
  return rules(css).map((rule) => {
    const names = rule.body === null ? [] : rule.prelude.split(',').map((s) => /^\.(-?[a-z][\w-]*)$/.exec(s.trim())?.[1]);
    if (names.length === 0 || names.some((name) => name === undefined)) return rule.text;
    return names.map((name) => `@utility ${name} {${rule.body}}\n`).join('');
  }).join('\n');
}

const transform = 'transform: translate(var(--tw-translate-x, 0), var(--tw-translate-y, 0)) rotate(var(--tw-rotate, 0)) ' +
  'var(--tw-skew-x,) var(--tw-skew-y,) scale(var(--tw-scale-x, 1), var(--tw-scale-y, 1))';

// look rewrites what version 4 made so that it does what version 3 did: one transform, colours with an opacity of
// their own, space and lines in front of later children, gradients in sRGB, bare custom properties as values.
export function look(css: string, candidates: string[]): string {
  css = withoutLayers(css)
    .replace(/translate: var\(--tw-translate-x\) var\(--tw-translate-y\)(?: var\(--tw-translate-z\))?;/g, `${transform};`)
    .replace(/(?<![\w-])scale: var\(--tw-scale-x\) var\(--tw-scale-y\)(?: var\(--tw-scale-z\))?;/g, `${transform};`)
    .replace(/(?<![\w-])rotate: ([^;{}]+);/g, (_, angle: string) => `--tw-rotate: ${angle}; ${transform};`)
    .replace(/transform: var\(--tw-rotate-x, ?\) var\(--tw-rotate-y, ?\) var\(--tw-rotate-z, ?\) var\(--tw-skew-x, ?\) var\(--tw-skew-y, ?\);/g, `${transform};`)
    .replace(/(--tw-scale-[xyz]: -?(?:calc\()?)([\d.]+)%/g, (_, name: string, n: string) => `${name}${Number(n) / 100}`)
    .replace(/--tw-outline-style: none;\s*outline-style: none;/g, '')
    .replace(/(--tw-gradient-position: [^;{}]*?) in oklab/g, '$1')
    .replace(/color-mix\(in oklab, /g, 'color-mix(in srgb, ')
    .replace(/:where\(([^{}]*) > :not\(:last-child\)\) \{([^{}]*)\}/g, (_, parent: string, body: string) =>
      `${parent} > :not([hidden]) ~ :not([hidden]) {${laterChildren(body)}}`)
    .replace(/(grid-template-(?:columns|rows): )([^;{}]+);/g, (_, name: string, value: string) => `${name}${spaced(value)};`);
  if (candidates.some((c) => c.includes('[--'))) css = css.replace(/: (--[\w-]+);/g, ': var($1);');
  if (candidates.some((c) => /-opacity-/.test(c))) css = withOpacity(css);
  return css;
}

// mark stands in a sheet where the utilities begin.
export const mark = '@layer whittle-utilities;';

// withoutLayers makes an order of rules of the layers that plugins make: in version 3 they are no layers of the browser.
function withoutLayers(css: string): string {
  let bases = '';
  const rest = rules(css).map((rule) => {
    const layer = /^@layer (base|components|utilities|theme)$/.exec(rule.prelude);
    if (!layer || rule.body === null) return rule.text;
    if (layer[1] !== 'base') return rule.body;
    bases += rule.body;
    return '';
  }).join('');
  return rest.replace(mark, () => bases);
}

// laterChildren swaps the ends of a body made for earlier children.
function laterChildren(body: string): string {
  const swapped: Record<string, string> = { start: 'end', end: 'start', top: 'bottom', bottom: 'top' };
  return body.replace(/\b(margin|border)-(?:(inline|block)-)?(start|end|top|bottom)\b/g, (whole: string) =>
    whole.replace(/start|end|top|bottom/, (end) => swapped[end]!));
}

// spaced puts blanks for the commas that version 3 let a list of tracks have.
function spaced(value: string): string {
  let depth = 0;
  return [...value].map((c) => {
    if (c === '(') depth++;
    if (c === ')') depth--;
    return c === ',' && depth === 0 ? ' ' : c;
  }).join('');
}

const opacities: [string, RegExp][] = [
  ['bg', /((?<![\w-])background-color: )(var\(--color-[\w-]+\)|#[0-9a-f]{3,8});/g],
  ['text', /((?<![\w-])color: )(var\(--color-[\w-]+\)|#[0-9a-f]{3,8});/g],
  ['border', /((?<![\w-])border(?:-[a-z]+)*-color: )(var\(--color-[\w-]+\)|#[0-9a-f]{3,8});/g],
  ['ring', /((?<![\w-])--tw-ring-color: )(var\(--color-[\w-]+\)|#[0-9a-f]{3,8});/g],
];

function withOpacity(css: string): string {
  for (const [name, pattern] of opacities) {
    css = css.replace(pattern, (_, property: string, color: string) =>
      `${property}color-mix(in srgb, ${color} var(--tw-${name}-opacity, 100%), transparent);`);
  }
  return css;
}
