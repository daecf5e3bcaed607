import { css } from '@codemirror/lang-css';
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { markdown } from '@codemirror/lang-markdown';
import type { Extension } from '@codemirror/state';

/** The language of a file, by its ending; nothing for endings without one. */
export function languageOf(path: string): Extension {
  switch (path.slice(path.lastIndexOf('.') + 1).toLowerCase()) {
    case 'html':
    case 'htm':
    case 'svg':
      return html();
    case 'js':
    case 'mjs':
    case 'jsx':
      return javascript({ jsx: true });
    case 'ts':
    case 'tsx':
      return javascript({ jsx: true, typescript: true });
    case 'css':
      return css();
    case 'json':
      return json();
    case 'md':
      return markdown();
    default:
      return [];
  }
}
