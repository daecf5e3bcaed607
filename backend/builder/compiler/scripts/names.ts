// Entry for the maker only: every class that Tailwind knows, and the roots of those that take a value.
import { __unstable__loadDesignSystem as load } from 'tailwindcss';
import indexCSS from 'tailwindcss/index.css';
import { offer } from './engine';
import { compat } from './v3';

type Output = { classes: string[]; roots: string[] };

offer(async (): Promise<Output> => {
  const design = await load(indexCSS + compat, {});
  const roots = [...design.utilities.keys('functional')].sort();
  const css = design.candidatesToCss(roots);
  const bare = roots.filter((_, i) => css[i] !== null);
  return { classes: [...new Set([...design.getClassList().map(([name]) => name), ...design.utilities.keys('static'), ...bare])].sort(), roots };
});
