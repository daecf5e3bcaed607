import type { Problem } from '@/api/types';
import type { ConsoleLevel, PageError } from './protocol';
import { Store } from './store';

/** A place as a page reports it: in its document, or in a script of its own. */
export type ReportedPlace = Pick<PageError, 'file' | 'line' | 'column'>;

/** A place in a file of the app, with the line itself when it is known. */
export interface FilePlace extends ReportedPlace {
  source?: string;
}

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
  source: string;
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
  /** Ids of the errors that are shown, by what the page reported. */
  readonly #known = new Map<string, number>();

  constructor(private readonly schedule: (run: () => void) => void = (run) => setTimeout(run, 50)) {}

  write(level: ConsoleLevel, text: string, at: number): void {
    this.#waiting.push({ id: this.#next++, level, text, at });
    if (this.#waiting.length === 1) this.schedule(() => this.#show());
  }

  /** Shows an error, then the place in the app's own files as soon as `locate` has found it. */
  async fail(error: PageError, locate?: (place: ReportedPlace) => Promise<FilePlace>): Promise<void> {
    const { lines, errors } = this.state.get();
    const same = `${error.file}:${error.line}:${error.message}`;
    const id = this.#known.get(same);
    if (id !== undefined) {
      this.#change(id, (e) => ({ ...e, count: e.count + 1 }));
      return;
    }
    if (errors.length >= keptErrors) return;
    const shown: RunError = { ...error, id: this.#next++, count: 1, source: '' };
    this.#known.set(same, shown.id);
    this.state.set({ lines, errors: [...errors, shown] });
    if (!locate || error.line === 0) return;
    const place = await locate({ file: error.file, line: error.line, column: error.column }).catch(() => undefined);
    if (place) this.#change(shown.id, (e) => ({ ...e, ...place, source: place.source ?? '' }));
  }

  clear(): void {
    this.#waiting = [];
    this.state.set({ lines: [], errors: this.state.get().errors });
  }

  /** Forgets everything; called when another document takes the place of this one. */
  reset(): void {
    this.#waiting = [];
    this.#known.clear();
    this.state.set(empty);
  }

  #change(id: number, change: (error: RunError) => RunError): void {
    const { lines, errors } = this.state.get();
    this.state.set({ lines, errors: errors.map((e) => (e.id === id ? change(e) : e)) });
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
export function asProblem({ message, file, line, column, source }: RunError): Problem {
  return { severity: 'error', file, line, column, text: message, source };
}
