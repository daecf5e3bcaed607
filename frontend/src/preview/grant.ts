import type { AIRequest } from './protocol';
import { Store } from './store';

export type GrantState = 'ask' | 'allowed' | 'denied';
export type GrantAnswer = 'once' | 'always' | 'no';

/** Where the person's answer is kept; `marks` outlives a crash, so that "once" never turns into "always". */
export interface GrantPlace {
  read: () => Promise<GrantState>;
  write: (state: GrantState) => Promise<void>;
  marks: { get: () => boolean; set: (once: boolean) => void };
}

export interface Question {
  request: AIRequest;
  answer: (answer: GrantAnswer) => void;
}

/**
 * Decides whether an app may ask a model while it is open. The first call asks the person; calls that come while the
 * question stands wait for the same answer. "Once" holds until close; a call after that begins a new opening.
 */
export class GrantKeeper {
  readonly question = new Store<Question | undefined>(undefined);
  /** Whether the answer holds for this opening only. */
  readonly once = new Store(false);
  #decision: Promise<boolean> | undefined;
  #opening = {}; // told from another by identity

  constructor(private readonly place: GrantPlace) {}

  allows(request: AIRequest): Promise<boolean> {
    if (!this.#decision) {
      const decision = this.#decide(request, this.#opening);
      this.#decision = decision;
      decision.catch(() => (this.#decision = undefined));
    }
    return this.#decision;
  }

  /** Takes an answer that the person gave without being asked. */
  async change(state: GrantState): Promise<void> {
    this.once.set(false);
    this.place.marks.set(false);
    await this.place.write(state);
    this.#decision = undefined;
  }

  /** Ends the opening: an open question counts as unanswered, "once" is taken back. */
  async close(): Promise<void> {
    const once = this.once.get();
    this.#opening = {};
    this.once.set(false);
    this.#decision = undefined;
    this.question.get()?.answer('no');
    if (!once) return;
    await this.place.write('ask');
    this.place.marks.set(false);
  }

  async #decide(request: AIRequest, opening: object): Promise<boolean> {
    if (this.place.marks.get()) {
      await this.place.write('ask');
      this.place.marks.set(false);
    }
    const state = await this.place.read();
    if (opening !== this.#opening) return false;
    if (state !== 'ask') return state === 'allowed';
    const answer = await this.#ask(request);
    if (opening !== this.#opening) return false;
    this.once.set(answer === 'once');
    if (answer === 'once') this.place.marks.set(true);
    await this.place.write(answer === 'no' ? 'denied' : 'allowed');
    return answer !== 'no';
  }

  async #ask(request: AIRequest): Promise<GrantAnswer> {
    const answer = await new Promise<GrantAnswer>((resolve) => this.question.set({ request, answer: resolve }));
    this.question.set(undefined);
    return answer;
  }
}
