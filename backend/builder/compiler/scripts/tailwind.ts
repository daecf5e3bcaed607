// Entry: makes the style sheet of an app that uses Tailwind.
import aspectRatio from '@tailwindcss/aspect-ratio';
import forms from '@tailwindcss/forms';
import typography from '@tailwindcss/typography';
import { compile } from 'tailwindcss';
import indexCSS from 'tailwindcss/index.css';
import preflightCSS from 'tailwindcss/preflight.css';
import themeCSS from 'tailwindcss/theme.css';
import utilitiesCSS from 'tailwindcss/utilities.css';
import animateCSS from '../node_modules/tw-animate-css/dist/tw-animate.css';
import { carried, type Config, readConfig } from './config';
import { rules } from './css';
import { offer } from './engine';
import ownCSS from './own.css';
import { plainTheme } from './plaintheme';
import { withoutPrefix } from './prefix';
import { base, compat, look, mark, parts, theme } from './v3';

type Input = {
  version: 3 | 4;
  css: string; // the app's, with directives; may be empty
  config: string; // JSON; may be empty
  code: string; // JavaScript of a configuration with functions; empty when config says it all
  plugins: string[]; // names in carried, beside those of the configuration
  dark: '' | 'class' | 'media'; // how dark variants are chosen when the configuration does not say
  theme: '' | 'own' | 'hsl'; // tokens of Whittle's own components: with their values, or with the app's in HSL
  candidates: string[];
  blocks?: string[]; // style sheets of components that apply classes; when there are any, only these are made
};
type Output = { css: string; blocks?: string[] };

type Named = { carried?: string; options?: unknown };
type Design = { key: string; candidates: Set<string>; build: (candidates: string[]) => string };

const sheets: Record<string, string> = {
  tailwindcss: indexCSS, 'tailwindcss/index.css': indexCSS, 'tailwindcss/index': indexCSS,
  'tailwindcss/theme.css': themeCSS, 'tailwindcss/theme': themeCSS,
  'tailwindcss/preflight.css': preflightCSS, 'tailwindcss/preflight': preflightCSS,
  'tailwindcss/utilities.css': utilitiesCSS, 'tailwindcss/utilities': utilitiesCSS, 'tw-animate-css': animateCSS,
};

// none stands for a plugin that the core or another style sheet has taken over.
const none = () => {};

function pluginOf(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !('carried' in value)) return value;
  const { carried: name, options } = value as Named;
  switch (name) {
    case 'typography':
      return typeof options === 'object' ? typography(options as never) : typography;
    case 'forms':
      return typeof options === 'object' ? forms(options as never) : forms;
    case 'aspect-ratio':
      return aspectRatio;
  }
  return none;
}

// words are what the classes of a plugin begin with; a plugin that is not used costs as much as all the rest.
const words: Record<string, string> = { typography: 'prose', 'aspect-ratio': 'aspect-' };

// unused returns the carried plugins whose classes do not occur in an input.
function unused(input: Input): string[] {
  const texts = [input.css, ...(input.blocks ?? []), ...input.candidates];
  return Object.keys(words).filter((name) => !texts.some((text) => text.includes(words[name]!)));
}

function configOf(input: Input): Config {
  const idle = unused(input);
  const config = input.code === '' ? (JSON.parse(input.config || '{}') as Config) : readConfig(input.code).config;
  const made: Config = { ...config };
  made.plugins = [...(config.plugins ?? []), ...input.plugins.map((name) => ({ carried: name }))]
    .filter((plugin) => !idle.includes((plugin as Named | null)?.carried ?? ''))
    .map(pluginOf)
    .filter((plugin) => plugin !== none);
  if (made.darkMode === undefined && input.dark !== '') made.darkMode = input.dark;
  for (const key of ['content', 'safelist', 'prefix', 'presets']) delete (made as Record<string, unknown>)[key];
  return made;
}

// v4Theme without its colours, in whose place those of version 3 come.
const scales = themeCSS.replace(/^\s*--color-[^;]*;\n/gm, '').replace(/\/\*[^]*?\*\//g, '');
const v3Theme = scales + theme();

function sheetOf(input: Input, config: Config): string {
  const plain = config.plugins!.length === 0 && input.code === '' ? plainTheme(config) : null;
  const setting = plain ?? '@config "app";\n';
  const animated = wantsAnimate(input) && !/tw-animate-css/.test(input.css) ? animateCSS : '';
  const tokens = input.theme === '' ? '' : ownSheet(input);
  if (input.version === 4) {
    const imports = /@import\s+["']tailwindcss|@tailwind\s/.test(input.css) ? '' : '@import "tailwindcss";\n';
    return imports + setting + tokens + animated + input.css;
  }
  const { base: own, components, utilities, rest, preflight } = parts(input.css);
  const core = config.corePlugins as { preflight?: boolean } | undefined;
  const reset = preflight && core?.preflight !== false ? base : '';
  return v3Theme + setting + reset + tokens + own + components + compat + animated + mark + '@tailwind utilities;\n' + utilities + rest;
}

// wantsAnimate tells whether the app's own plugins or Whittle's components bring the classes of tailwindcss-animate.
function wantsAnimate(input: Input): boolean {
  return input.theme !== '' || /"carried":"animate"/.test(input.config) || input.plugins.includes('animate') || /tailwindcss-animate/.test(input.code + input.css);
}

// ownSheet is the theme of Whittle's own components; in HSL the values are the app's.
function ownSheet(input: Input): string {
  let css = ownCSS;
  if (input.theme === 'hsl') css = css.slice(css.indexOf('@theme')).replace(/(--color-[\w-]+): var\((--[\w-]+)\)/g, '$1: hsl(var($2))');
  if (input.dark === 'media') css = css.replace(/^\.dark \{([^}]*)\}/m, '@media (prefers-color-scheme: dark) { :root {$1} }');
  if (input.version === 4) return css;
  const { base: layered, rest } = parts(css);
  return rest + layered;
}

async function loadModule(id: string, config: Config): Promise<{ path: string; base: string; module: never }> {
  if (id === 'app') return { path: 'app', base: '/', module: config as never };
  const name = carried[id];
  if (name === undefined) throw new Error(`The plugin ${id} is not in Whittle. Write the style without it.`);
  return { path: id, base: '/', module: pluginOf({ carried: name }) as never };
}

async function loadStylesheet(id: string): Promise<{ path: string; base: string; content: string }> {
  if (!Object.hasOwn(sheets, id)) throw new Error(`The style sheet ${id} is not there. Write its rules into the app instead.`);
  return { path: id, base: '/', content: sheets[id]! };
}

async function design(input: Input, key: string): Promise<Design> {
  const config = configOf(input);
  let sheet = sheetOf(input, config);
  const load = (id: string) => (id === app ? Promise.resolve({ path: id, base: '/', content: sheetOf(input, config) }) : loadStylesheet(id));
  if (input.blocks?.length) sheet = `@reference "${app}";\n${input.blocks.map((block, i) => `@layer ${app}-${i} {${block}}\n`).join('')}`;
  const made = await compile(sheet, { base: '/', loadModule: (id) => loadModule(id, config), loadStylesheet: load });
  return { key, candidates: new Set(), build: (candidates) => made.build(candidates) };
}

// app names the app's own style sheet, and with a number the block of a component.
const app = 'whittle';

// apart returns what was made of each block; what belongs to none of them stands in the first.
function apart(css: string, count: number): string[] {
  const blocks = Array.from({ length: count }, () => '');
  for (const rule of rules(css)) {
    const at = Number(/^@layer whittle-(\d+)$/.exec(rule.prelude)?.[1] ?? -1);
    if (rule.body === null && rule.prelude.startsWith('@layer')) continue;
    const i = Math.max(at, 0);
    blocks[i] = (blocks[i] ?? '') + (at < 0 ? rule.text : (rule.body ?? ''));
  }
  return blocks;
}

// A few designs stay, so that an edit which only adds classes costs only these. One whose classes are no longer all
// used is made anew: the same input always gives the same style sheet.
const designs: Design[] = [];

async function run(input: Input): Promise<Output> {
  const { prefix } = JSON.parse(input.config || '{}') as Config;
  if (typeof prefix !== 'string' || prefix === '' || input.version === 4) return make(input);
  const { candidates, css, restore } = withoutPrefix(prefix, input.candidates, input.css);
  const made = await make({ ...input, candidates, css });
  return { ...made, css: restore(made.css) };
}

async function make(input: Input): Promise<Output> {
  const candidates = [...input.candidates, ...safelist(input)];
  const { candidates: _, ...rest } = input;
  const key = JSON.stringify([rest, unused(input)]);
  const wanted = new Set(candidates);
  let found = designs.find((d) => d.key === key && [...d.candidates].every((c) => wanted.has(c)));
  if (!found) {
    found = await design(input, key);
    designs.unshift(found);
    designs.length = Math.min(designs.length, 4);
  }
  found.candidates = wanted;
  const css = found.build(candidates);
  const looks = (text: string) => (input.version === 3 ? look(text, candidates) : text);
  return input.blocks?.length ? { css: '', blocks: apart(css, input.blocks.length).map(looks) } : { css: looks(css) };
}

// safelist returns the classes that a configuration names itself.
function safelist(input: Input): string[] {
  const { safelist } = JSON.parse(input.config || '{}') as Config;
  return Array.isArray(safelist) ? safelist.filter((name): name is string => typeof name === 'string') : [];
}

offer(run);
