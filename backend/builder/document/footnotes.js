import { marked } from 'marked';
import { make } from './view.js';

// Notes as GitHub has them: [^name] in a text, [^name]: the note on a line of its own.
const notes = new Map();
const order = [];
const id = (name) => name.replace(/[^\w-]/g, '-');

export default {
  marked: {
    extensions: [
      {
        name: 'footnoteText',
        level: 'block',
        tokenizer(text) {
          const match = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?: {2,}|\t)[^\n]+)*)(?:\n|$)/.exec(text);
          if (!match) return undefined;
          notes.set(match[1], match[2]);
          return { type: 'footnoteText', raw: match[0] };
        },
        renderer: () => '',
      },
      {
        name: 'footnote',
        level: 'inline',
        start: (text) => text.indexOf('[^'),
        tokenizer(text) {
          const match = /^\[\^([^\]\s]+)\]/.exec(text);
          return match ? { type: 'footnote', raw: match[0], note: match[1] } : undefined;
        },
        renderer({ note }) {
          if (!order.includes(note)) order.push(note);
          return `<sup><a href="#note-${id(note)}" id="from-${id(note)}">${order.indexOf(note) + 1}</a></sup>`;
        },
      },
    ],
  },
  after(main) {
    const known = order.filter((name) => notes.has(name));
    if (known.length > 0) {
      const list = make('ol', {}, ...known.map((name) => make('li', { id: `note-${id(name)}`, innerHTML: `${marked.parseInline(notes.get(name))} <a href="#from-${id(name)}" aria-label="Back to the text">↩</a>` })));
      main.append(make('section', { className: 'footnotes' }, make('hr'), list));
    }
    notes.clear();
    order.length = 0;
  },
};
