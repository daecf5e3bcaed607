// Reads a configuration of Tailwind that an app wrote as JavaScript.
import colors3 from 'tailwindcss3/colors';
import defaultTheme3 from 'tailwindcss3/defaultTheme';
import plugin from 'tailwindcss/plugin';

export type Config = { plugins?: unknown[]; safelist?: unknown[]; prefix?: unknown; corePlugins?: unknown; darkMode?: unknown; theme?: Record<string, unknown> };

// Named is a plugin that Whittle carries, as it stands in a configuration that is only data.
export type Named = { carried: string; options?: unknown };

export const carried: Record<string, string> = {
  '@tailwindcss/typography': 'typography', '@tailwindcss/forms': 'forms', '@tailwindcss/aspect-ratio': 'aspect-ratio',
  '@tailwindcss/container-queries': 'none', '@tailwindcss/line-clamp': 'none', 'tailwindcss-animate': 'animate',
};

// readConfig runs code in which a configuration is assigned to tailwind.config, module.exports or exports.default. The
// plugins that Whittle carries come out as Named, others as names in missing. failed is what the code threw.
export function readConfig(code: string): { config: Config; missing: string[]; failed: string } {
  const missing: string[] = [];
  const tailwind: { config?: Config } = {};
  const module = { exports: {} as Config & { default?: Config } };
  const require = (name: string): unknown => provided(name.replace(/\.js$/, ''), missing);
  let failed = '';
  try {
    const scope = { tailwind, document: undefined };
    new Function('tailwind', 'window', 'module', 'exports', 'require', code)(tailwind, scope, module, module.exports, require);
  } catch (error) {
    failed = error instanceof Error ? error.message : String(error);
  }
  const config = tailwind.config ?? module.exports.default ?? module.exports;
  return { config: typeof config === 'object' && config !== null ? config : {}, missing, failed };
}

function provided(name: string, missing: string[]): unknown {
  switch (name) {
    case 'tailwindcss/colors':
      return colors3;
    case 'tailwindcss/defaultTheme':
      return defaultTheme3;
    case 'tailwindcss/plugin':
      return plugin;
  }
  if (name in carried) return Object.assign((options?: unknown): Named => ({ carried: carried[name]!, options }), { carried: carried[name] });
  missing.push(name);
  return Object.assign(() => ({ carried: 'none' }), { carried: 'none' });
}

// asData returns a configuration without its functions, and whether it had any that matter.
export function asData(config: Config): { data: string; code: boolean } {
  let code = false;
  const seen = new Set<unknown>();
  const data = JSON.stringify(config, (_, value: unknown) => {
    if (typeof value === 'function') {
      const name = (value as Partial<Named>).carried;
      if (name !== undefined) return { carried: name };
      code = true;
      return undefined;
    }
    if (value instanceof RegExp) return undefined;
    if (typeof value === 'object' && value !== null) seen.add(value);
    if (seen.size > 20000) throw new Error('The configuration is too large.');
    return value;
  });
  return { data, code };
}
