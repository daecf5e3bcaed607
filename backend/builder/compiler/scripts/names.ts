// Entry for the maker only: every class that Tailwind knows, and the roots of those that take a value.
import { __unstable__loadDesignSystem as load } from 'tailwindcss';
import indexCSS from 'tailwindcss/index.css';
import animateCSS from '../node_modules/tw-animate-css/dist/tw-animate.css';
import { offer } from './engine';
import { compat } from './v3';

type Output = { classes: string[]; roots: string[] };

// plugins are the names that the carried plugins add.
const plugins = ['prose', 'not-prose', 'form-input', 'form-textarea', 'form-select', 'form-multiselect', 'form-checkbox', 'form-radio', 'aspect-w', 'aspect-h'];

offer(async (): Promise<Output> => {
  const design = await load(indexCSS + compat + animateCSS, {});
  const roots = [...design.utilities.keys('functional'), ...plugins].sort();
  const css = design.candidatesToCss(roots);
  const bare = roots.filter((_, i) => css[i] !== null);
  return { classes: [...new Set([...design.getClassList().map(([name]) => name), ...design.utilities.keys('static'), ...bare, ...plugins])].sort(), roots };
});
