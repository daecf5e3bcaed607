// Configurations of plain data as a theme of version 4. Reading them as configurations costs several times more.
import type { Config } from './config';

type Tree = { [key: string]: unknown };

// names are the sections of a theme that have a namespace of variables (tailwindcss.com/docs/theme).
const names: Record<string, string> = {
  colors: 'color', fontFamily: 'font', animation: 'animate', boxShadow: 'shadow', borderRadius: 'radius',
  backgroundImage: 'background-image', letterSpacing: 'tracking', lineHeight: 'leading', dropShadow: 'drop-shadow',
  blur: 'blur', screens: 'breakpoint', spacing: 'spacing', fontWeight: 'font-weight', aspectRatio: 'aspect',
  transitionTimingFunction: 'ease', perspective: 'perspective',
};
const known = new Set(['theme', 'darkMode', 'plugins', 'content', 'safelist', 'corePlugins', 'purge', 'mode', 'variants', 'future', 'experimental', 'important', 'prefix']);

// plainTheme returns style text that says the same as a configuration, null when it needs to be read as one.
export function plainTheme(config: Config): string | null {
  if (Object.keys(config).some((key) => !known.has(key)) || (config as Tree)['important']) return null;
  const dark = darkVariant(config.darkMode);
  const theme = config.theme ?? {};
  const extend = theme['extend'] ?? {};
  if (dark === null || Object.keys(theme).some((key) => key !== 'extend') || !isTree(extend)) return null;
  const lines: string[] = [];
  for (const [section, values] of Object.entries(extend)) {
    if (!isTree(values)) return null;
    const made = section === 'keyframes' ? keyframes(values) : section in names ? variables(names[section]!, values) : null;
    if (made === null) return null;
    lines.push(...made);
  }
  return `${dark}@theme {\n${lines.join('\n')}\n}\n`;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function darkVariant(mode: unknown): string | null {
  const [strategy, selector] = Array.isArray(mode) ? (mode as unknown[]) : [mode];
  if (strategy === undefined || strategy === 'media' || strategy === false) return '';
  if (strategy !== 'class' && strategy !== 'selector') return null;
  const of = typeof selector === 'string' ? selector : '.dark';
  if (!/^[\w.[\]="'-]+$/.test(of)) return null;
  return `@custom-variant dark (&:is(${of}, ${of} *));\n`;
}

function variables(prefix: string, values: Tree): string[] | null {
  const lines: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const name = key === 'DEFAULT' ? prefix : `${prefix}-${key}`;
    const text = Array.isArray(value) ? value.join(', ') : value;
    if (isTree(text)) {
      const inner = prefix.startsWith('color') ? variables(name, text) : null;
      if (inner === null) return null;
      lines.push(...inner);
    } else if ((typeof text !== 'string' && typeof text !== 'number') || !/^[\w-]+$/.test(name) || /[;{}]|theme\(|<alpha-value>/.test(String(text))) {
      return null;
    } else {
      lines.push(`--${name}: ${text};`);
    }
  }
  return lines;
}

function keyframes(values: Tree): string[] | null {
  const lines: string[] = [];
  for (const [name, steps] of Object.entries(values)) {
    if (!isTree(steps) || !/^[\w-]+$/.test(name)) return null;
    let body = '';
    for (const [step, declarations] of Object.entries(steps)) {
      if (!isTree(declarations) || /[;{}]/.test(step)) return null;
      body += `${step} {`;
      for (const [property, value] of Object.entries(declarations)) {
        if (isTree(value) || /[;{}]|theme\(/.test(String(value))) return null;
        body += `${property.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${String(value)};`;
      }
      body += '}';
    }
    lines.push(`@keyframes ${name} {${body}}`);
  }
  return lines;
}
