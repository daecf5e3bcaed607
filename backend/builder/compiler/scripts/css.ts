// Just enough of CSS to move whole rules about.

// Rule is a statement (body null) or a rule with a block, with the text it stands in.
export type Rule = { prelude: string; body: string | null; text: string };

// rules returns the statements and rules at the top of a style sheet, in order, without the comments between them.
export function rules(css: string): Rule[] {
  const found: Rule[] = [];
  let start = 0;
  let open = -1;
  let depth = 0;
  for (let i = 0; i < css.length; i++) {
    const c = css[i];
    if (c === '/' && css[i + 1] === '*') {
      const end = css.indexOf('*/', i + 2);
      const next = end < 0 ? css.length : end + 2;
      if (depth === 0 && css.slice(start, i).trim() === '') start = next;
      i = next - 1;
    } else if (c === '"' || c === "'") {
      i = endOfString(css, i);
    } else if (c === '\\') {
      i++;
    } else if (c === '{') {
      if (depth++ === 0) open = i;
    } else if (c === '}' && depth > 0) {
      if (--depth === 0) {
        found.push({ prelude: css.slice(start, open).trim(), body: css.slice(open + 1, i), text: css.slice(start, i + 1) });
        start = i + 1;
      }
    } else if (c === ';' && depth === 0) {
      found.push({ prelude: css.slice(start, i).trim(), body: null, text: css.slice(start, i + 1) });
      start = i + 1;
    }
  }
  if (css.slice(start).trim() !== '') found.push({ prelude: css.slice(start).trim(), body: null, text: css.slice(start) });
  return found;
}

function endOfString(css: string, start: number): number {
  for (let i = start + 1; i < css.length; i++) {
    if (css[i] === '\\') i++;
    else if (css[i] === css[start] || css[i] === '\n') return i;
  }
  return css.length;
}
