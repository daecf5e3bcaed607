import { Store } from './store';

export interface AskQuestion {
  title: string;
  text: string;
  yes: string;
  answer: (yes: boolean) => void;
}

/** Asks the person about something an app wants, once while it is open. What comes while a question stands is refused. */
export class AskKeeper {
  readonly question = new Store<AskQuestion | undefined>(undefined);
  readonly #answers = new Map<string, boolean>();

  async allows(what: string, words: Omit<AskQuestion, 'answer'>): Promise<boolean> {
    const known = this.#answers.get(what);
    if (known !== undefined) return known;
    if (this.question.get()) return false;
    const yes = await new Promise<boolean>((answer) => this.question.set({ ...words, answer }));
    this.question.set(undefined);
    this.#answers.set(what, yes);
    return yes;
  }

  close(): void {
    this.question.get()?.answer(false);
    this.#answers.clear();
  }
}
