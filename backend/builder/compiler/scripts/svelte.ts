// Entry: makes a module of a Svelte component, or of a module with runes.
import { compile, compileModule, type Warning } from 'svelte/compiler';
import { offer } from './engine';

type Input = { file: string; source: string };
type Problem = { text: string; line: number; column: number; warning: boolean };
type Output = { code: string; css: string; problems: Problem[] };

type Located = { message: string; start?: { line: number; column: number }; code?: string };

function problemOf(error: Located, warning: boolean): Problem {
  const text = error.message.replace(/\nhttps:\/\/svelte\.dev\S*/g, '').trim().split('\n').join(' ');
  return { text, line: error.start?.line ?? 0, column: (error.start?.column ?? -1) + 1, warning };
}

function run({ file, source }: Input): Output {
  const options = { filename: file, generate: 'client', dev: false } as const;
  try {
    const made = /\.svelte$/.test(file) ? compile(source, { ...options, css: 'external', cssHash: ({ hash, css }) => `s-${hash(css + file)}` }) : compileModule(source, options);
    const worth = made.warnings.filter((w: Warning) => !w.code.startsWith('a11y') && w.code !== 'css_unused_selector' && w.code !== 'options_missing_custom_element');
    return { code: made.js.code, css: made.css?.code ?? '', problems: worth.map((w: Warning) => problemOf(w, true)) };
  } catch (error) {
    return { code: '', css: '', problems: [problemOf(error as Located, false)] };
  }
}

offer(run);
