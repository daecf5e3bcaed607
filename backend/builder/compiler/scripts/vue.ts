// Entry: makes a module of a Vue component.
import { compileScript, compileStyle, compileTemplate, parse, type CompilerError, type SFCDescriptor } from '@vue/compiler-sfc/dist/compiler-sfc.esm-browser.js';
import { offer } from './engine';

type Input = { file: string; source: string; id: string };
type Problem = { text: string; line: number; column: number; warning: boolean };
// Parts are modules of their own: "" is the component, the others are imported by it with a query.
type Part = { query: string; code: string; loader: 'js' | 'ts' | 'tsx' | 'jsx' | 'css' | 'local-css' };
type Output = { parts: Part[]; problems: Problem[] };

type Located = CompilerError & { loc?: { start?: { line: number; column: number }; line?: number; column?: number }; pos?: number };

// problemOf tells where an error is; columns count from 1. Babel counts them from 0 and from the start of the block.
function problemOf(error: Located | string, source: string, offset: number, warning = false): Problem {
  if (typeof error === 'string') return { text: error, line: 0, column: 0, warning };
  const text = String(error.message).split('\n')[0]!.replace(/^\[(?:@vue\/compiler-sfc|vue\/compiler-sfc)\] /, '').replace(/ ?\(\d+:\d+\)$/, '');
  if (typeof error.pos === 'number') return { text, warning, ...place(source, error.pos + offset) };
  const start = error.loc?.start ?? error.loc;
  return { text, line: start?.line ?? 0, column: start?.column ?? 0, warning };
}

function place(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1]!.length + 1 };
}

const preprocessed = (lang: string | undefined, plain: string[]): boolean => lang !== undefined && !plain.includes(lang);

function unsupported(d: SFCDescriptor, source: string): Problem[] {
  const problems: Problem[] = [];
  const add = (text: string, offset: number) => problems.push({ text, warning: false, ...place(source, offset) });
  if (d.template && preprocessed(d.template.lang, ['html'])) add(`Templates in ${d.template.lang} are not compiled. Write the template in HTML.`, d.template.loc.start.offset);
  for (const style of d.styles) {
    if (preprocessed(style.lang, ['css', 'postcss'])) add(`Styles in ${style.lang} are not compiled. Write them in CSS, which can be nested.`, style.loc.start.offset);
  }
  for (const block of [d.template, d.script, d.scriptSetup, ...d.styles]) {
    if (block?.src) add(`${block.src} is named as the source of a block. Write the block into the component.`, block.loc.start.offset);
  }
  return problems;
}

function run({ file, source, id }: Input): Output {
  const { descriptor, errors } = parse(source, { filename: file, sourceMap: false });
  const problems = errors.slice(0, 1).map((error) => problemOf(error as Located, source, 0)); // the others follow from it
  problems.push(...unsupported(descriptor, source));
  if (problems.length > 0) return { parts: [], problems };
  const scoped = descriptor.styles.some((style) => style.scoped);
  const parts: Part[] = [];
  try {
    const script = scriptPart(descriptor, id, scoped);
    const styles = stylePart(descriptor, file, id, parts, problems, source);
    let code = script.code;
    if (script.template) {
      const template = templatePart(descriptor, file, id, scoped, script.typed, script.bindings, problems, source);
      if (template !== null) {
        parts.push({ query: '?render', code: template, loader: script.typed ? 'ts' : 'js' });
        code += `\nimport {render as __render} from ${JSON.stringify(`/${file}?render`)};\n__component.render = __render;`;
      }
    }
    if (scoped) code += `\n__component.__scopeId = ${JSON.stringify(`data-v-${id}`)};`;
    code += `${styles}\nexport default __component;\n`;
    parts.push({ query: '', code, loader: script.loader });
  } catch (error) {
    const offset = (descriptor.scriptSetup ?? descriptor.script)?.loc.start.offset ?? 0;
    problems.push(problemOf(error as Located, source, offset));
  }
  return { parts: problems.some((p) => !p.warning) ? [] : parts, problems };
}

type Script = { code: string; loader: Part['loader']; typed: boolean; template: boolean; bindings: Record<string, unknown> | undefined };

function scriptPart(d: SFCDescriptor, id: string, scoped: boolean): Script {
  if (!d.script && !d.scriptSetup) {
    return { code: 'const __component = {};', loader: 'js', typed: false, template: d.template !== null, bindings: undefined };
  }
  const lang = d.scriptSetup?.lang ?? d.script?.lang ?? 'js';
  const typed = lang === 'ts' || lang === 'tsx';
  const made = compileScript(d, {
    id, inlineTemplate: d.scriptSetup !== null, isProd: true, genDefaultAs: '__component', sourceMap: false,
    templateOptions: { id, scoped, compilerOptions: typed ? { expressionPlugins: ['typescript'] } : {} },
  });
  const loaders: Record<string, Part['loader']> = { js: 'js', ts: 'ts', tsx: 'tsx', jsx: 'jsx' };
  return { code: made.content, loader: loaders[lang] ?? 'ts', typed, template: d.template !== null && d.scriptSetup === null, bindings: made.bindings };
}

function templatePart(d: SFCDescriptor, file: string, id: string, scoped: boolean, typed: boolean, bindings: Record<string, unknown> | undefined, problems: Problem[], source: string): string | null {
  const made = compileTemplate({
    source: d.template!.content, ast: d.template!.ast as never, filename: file, id, scoped, isProd: true, inMap: undefined,
    slotted: d.slotted, compilerOptions: { bindingMetadata: bindings as never, expressionPlugins: typed ? ['typescript'] : [] },
  });
  for (const error of made.errors) problems.push(problemOf(error as Located, source, 0));
  return made.errors.length > 0 ? null : made.code;
}

function stylePart(d: SFCDescriptor, file: string, id: string, parts: Part[], problems: Problem[], source: string): string {
  let code = '';
  let plain = '';
  for (const style of d.styles) {
    const made = compileStyle({ source: style.content, filename: file, id: `data-v-${id}`, scoped: style.scoped ?? false, isProd: true });
    for (const error of made.errors) {
      const line = (error as { line?: number }).line;
      problems.push({ text: String((error as { reason?: string }).reason ?? error.message), line: line ? line + style.loc.start.line - 1 : 0, column: (error as { column?: number }).column ?? 0, warning: false });
    }
    if (style.module) {
      const name = typeof style.module === 'string' ? style.module : '$style';
      const query = `?module${parts.length}`;
      parts.push({ query, code: made.code, loader: 'local-css' });
      code += `\nimport __${query.slice(1)} from ${JSON.stringify(`/${file}${query}`)};\n(__component.__cssModules ??= {})[${JSON.stringify(name)}] = __${query.slice(1)};`;
    } else {
      plain += `${made.code}\n`;
    }
  }
  if (plain.trim() !== '') {
    parts.push({ query: '?style', code: plain, loader: 'css' });
    code += `\nimport ${JSON.stringify(`/${file}?style`)};`;
  }
  return code;
}

offer(run);
