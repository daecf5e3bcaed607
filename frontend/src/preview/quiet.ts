import { useLayoutEffect, useRef } from 'react';

/** For how long a new question takes no answer, so that a person who clicks or types in the app cannot say yes by accident. */
const quietMS = 500;

interface Click {
  preventDefault: () => void;
}

/** Returns what makes a click answer a question, but not before the question has stood for a while. */
export function useQuiet(question: object): (answer: () => void) => (click: Click) => void {
  const since = useRef(Infinity);
  useLayoutEffect(() => {
    since.current = performance.now();
  }, [question]);
  return (answer) => (click) => {
    if (performance.now() - since.current >= quietMS) answer();
    else click.preventDefault(); // which would close a dialog
  };
}
