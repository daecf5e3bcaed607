import { useEffect, useRef, useState } from 'react';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, lineNumbers } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { languageOf } from './language';
import { problemMarks, setProblems, type LineProblem } from './marks';
import { codeTheme } from './theme';

interface CodeEditorProps {
  path: string;
  text: string;
  problems: readonly LineProblem[];
  /** Whether the text still grows; its end is kept in sight while the person is there. */
  growing: boolean;
}

/** A file's text to read. Text that only grew is appended, not set anew. */
export function CodeEditor({ path, text, problems, growing }: CodeEditorProps) {
  const [language] = useState(() => new Compartment());
  const view = useRef<EditorView>(null);
  const shown = useRef(path);

  const attach = (parent: HTMLDivElement | null) => {
    if (!parent) return undefined;
    const scrollTo = growing ? EditorView.scrollIntoView(text.length, { y: 'end' }) : undefined;
    view.current = new EditorView({ parent, state: stateOf(text, language.of(languageOf(path)), path), scrollTo });
    return () => {
      view.current?.destroy();
      view.current = null;
    };
  };
  const [attachOnce] = useState(() => attach);

  useEffect(() => {
    if (view.current) showText(view.current, text, shown.current === path && growing);
    if (shown.current !== path) {
      shown.current = path;
      view.current?.dispatch({ effects: language.reconfigure(languageOf(path)) });
      view.current?.scrollDOM.scrollTo({ top: 0 });
      view.current?.contentDOM.setAttribute('aria-label', path);
    }
  }, [text, path, growing, language]);

  useEffect(() => {
    view.current?.dispatch({ effects: setProblems.of(problems) });
  }, [problems, text]);

  return <div ref={attachOnce} className="min-h-0 min-w-0 flex-1 overflow-hidden" />;
}

function stateOf(doc: string, language: ReturnType<Compartment['of']>, path: string): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      codeTheme,
      minimalSetup,
      lineNumbers(),
      highlightActiveLine(),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': path, tabindex: '0' }),
      problemMarks,
      language,
    ],
  });
}

function showText(view: EditorView, text: string, follow: boolean): void {
  const length = view.state.doc.length;
  if (text.length === length && view.state.doc.toString() === text) return;
  const { scrollTop, scrollHeight, clientHeight } = view.scrollDOM;
  const atEnd = scrollHeight - scrollTop - clientHeight < 60;
  const grew = text.length > length && text.startsWith(view.state.doc.toString());
  view.dispatch({
    changes: grew ? { from: length, insert: text.slice(length) } : { from: 0, to: length, insert: text },
    effects: follow && atEnd ? EditorView.scrollIntoView(text.length, { y: 'end' }) : [],
  });
}
