import type { Problem } from '@/api/types';
import type { ConsoleLevel, PageError } from './protocol';
import { Store } from './store';

export interface LogLine {
  id: number;
  level: ConsoleLevel;
  text: string;
  at: number;
}

/** One distinct error of a run; `count` says how often it happened. */
export interface RunError extends PageError {
  id: number;
  count: number;
}

export interface LogState {
  lines: LogLine[];
  errors: RunError[];
}

const keptLines = 1000;
const keptErrors = 50;
const empty: LogState = { lines: [], errors: [] };

/** What a running app said and what went wrong in it. Lines that arrive together reach the screen together. */
export class AppLog {
  readonly state = new Store<LogState>(empty);
  #waiting: LogLine[] = [];
  #next = 1;

  constructor(private readonly schedule: (run: () => void) => void = (run) => setTimeout(run, 50)) {}

  write(level: ConsoleLevel, text: string, at: number): void {
    this.#waiting.push({ id: this.#next++, level, text, at });
    if (this.#waiting.length === 1) this.schedule(() => this.#show());
  }

  fail(error: PageError): void {
    const { lines, errors } = this.state.get();
    const known = errors.find((e) => e.message === error.message && e.file === error.file && e.line === error.line);
    if (known) {
      const counted = errors.map((e) => (e === known ? { ...e, count: e.count + 1 } : e));
      this.state.set({ lines, errors: counted });
      return;
    }
    if (errors.length >= keptErrors) return;
    this.state.set({ lines, errors: [...errors, { ...error, id: this.#next++, count: 1 }] });
  }

  clear(): void {
    this.#waiting = [];
    this.state.set({ lines: [], errors: this.state.get().errors });
  }

  /** Forgets everything; called when another document takes the place of this one. */
  reset(): void {
    this.#waiting = [];
    this.state.set(empty);
  }

  #show(): void {
    const { lines, errors } = this.state.get();
    this.state.set({ lines: [...lines, ...this.#waiting].slice(-keptLines), errors });
    this.#waiting = [];
  }
}

/** Where an error is, as the person reads it: "scale.ts, line 14"; empty when the page did not say. */
export function place(error: { file: string; line: number }): string {
  if (error.file === '') return error.line > 0 ? `line ${error.line}` : '';
  return error.line > 0 ? `${error.file}, line ${error.line}` : error.file;
}

/** An error of a running app as a problem that a model can be asked to fix. */
export function asProblem({ message, file, line, column }: PageError): Problem {
  return { severity: 'error', file, line, column, text: message };
}
