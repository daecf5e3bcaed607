import { StateEffect, StateField, type EditorState } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** A problem at a line of the shown file. */
export interface LineProblem {
  line: number;
  text: string;
  severity: 'error' | 'warning';
}

/** Sets the problems of the shown file. */
export const setProblems = StateEffect.define<readonly LineProblem[]>();

class ProblemText extends WidgetType {
  constructor(private readonly problem: LineProblem) {
    super();
  }

  override eq(other: ProblemText): boolean {
    return other.problem.text === this.problem.text && other.problem.severity === this.problem.severity;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = `cm-problem-text is-${this.problem.severity}`;
    element.textContent = this.problem.text;
    return element;
  }
}

/** Marks the lines of problems and writes each problem under its line. */
export const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) return decorate(transaction.state, effect.value);
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, problems: readonly LineProblem[]): DecorationSet {
  const marks = problems
    .filter((p) => p.line >= 1 && p.line <= state.doc.lines)
    .flatMap((p) => {
      const line = state.doc.line(p.line);
      const colour = p.severity === 'error' ? 'cm-problem' : 'cm-problem-warning';
      return [
        Decoration.line({ class: colour }).range(line.from),
        Decoration.widget({ widget: new ProblemText(p), block: true, side: 1 }).range(line.to),
      ];
    });
  return Decoration.set(marks, true);
}
