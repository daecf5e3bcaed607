import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.tagName, tags.controlKeyword, tags.operatorKeyword], color: 'var(--syn-key)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], color: 'var(--syn-str)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color], color: 'var(--syn-num)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.attributeName], color: 'var(--syn-fn)' },
  { tag: [tags.typeName, tags.className], color: 'var(--syn-fn)' },
  { tag: [tags.comment, tags.meta, tags.documentMeta], color: 'var(--syn-com)' },
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '19px', overflow: 'auto' },
  '.cm-content': { padding: '10px 0' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none', paddingInlineStart: '6px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-problem': { backgroundColor: 'var(--bad-soft)' },
  '.cm-problem-warning': { backgroundColor: 'var(--warn-soft)' },
  '.cm-problem-text': {
    padding: '2px 12px 4px 6px',
    fontFamily: 'var(--font-ui)',
    color: 'var(--bad-text)',
    backgroundColor: 'var(--bad-soft)',
    whiteSpace: 'pre-wrap',
  },
  '.cm-problem-text.is-warning': { color: 'var(--warn-text)', backgroundColor: 'var(--warn-soft)' },
});

/** How code looks in Whittle, in both themes. */
export const codeTheme = [look, syntaxHighlighting(colours)];
