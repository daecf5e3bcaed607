import katex from 'katex';

// Formulas between $ or $$ as MathML, which browsers show by themselves.
const html = (text, displayMode) => katex.renderToString(text, { displayMode, output: 'mathml', throwOnError: false });

export default {
  marked: {
    extensions: [
      {
        name: 'formulaBlock',
        level: 'block',
        start: (text) => text.indexOf('$$'),
        tokenizer(text) {
          const match = /^\$\$([^]+?)\$\$(?:\n|$)/.exec(text);
          return match ? { type: 'formulaBlock', raw: match[0], text: match[1].trim() } : undefined;
        },
        renderer: (token) => `<p>${html(token.text, true)}</p>`,
      },
      {
        name: 'formula',
        level: 'inline',
        start: (text) => text.indexOf('$'),
        tokenizer(text) {
          const match = /^\$\$([^$]+?)\$\$/.exec(text) ?? /^\$((?:\\.|[^\s$\\])(?:(?:\\.|[^$\\\n])*?[^\s$\\])?)\$(?!\d)/.exec(text);
          return match ? { type: 'formula', raw: match[0], text: match[1], display: match[0].startsWith('$$') } : undefined;
        },
        renderer: (token) => html(token.text, token.display),
      },
    ],
  },
};
