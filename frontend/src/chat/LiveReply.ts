import type { AppEvent, GenerationDelta, SessionView } from '@/api/types';
import { applyDelta, applyGeneration, type Applied } from './live';

/** Where a chat is kept, and how it is read again. */
export interface SessionPlace {
  get: () => SessionView | undefined;
  set: (view: SessionView) => void;
  read: () => Promise<unknown>;
}

/**
 * Follows the events of one chat and writes them into its cached view, together once per frame. What was heard of a
 * running reply is kept until it ends, so that a view read meanwhile is brought up to date and not set back.
 */
export class LiveReply {
  #deltas: GenerationDelta[] = [];
  #isDue = false;
  #isReading = false;

  constructor(
    private readonly sessionID: string,
    private readonly place: SessionPlace,
    private readonly schedule: (run: () => void) => void,
  ) {}

  readonly hear = (event: AppEvent): void => {
    if (event.type === 'generation.delta' && event.data.session_id === this.sessionID) this.#add(event.data);
    if (event.type === 'generation' && event.data.session_id === this.sessionID) {
      this.#flush();
      const view = this.place.get();
      if (view) this.#keep(applyGeneration(view, event.data));
      if (event.data.state !== 'running') this.#deltas = [];
    }
  };

  #add(delta: GenerationDelta): void {
    if (this.#deltas.at(-1)?.generation_id !== delta.generation_id) this.#deltas = [];
    this.#deltas.push(delta);
    if (this.#isDue) return;
    this.#isDue = true;
    this.schedule(() => {
      this.#isDue = false;
      this.#flush();
    });
  }

  #flush(): void {
    const view = this.place.get();
    const id = this.#deltas.at(-1)?.generation_id;
    if (!view || id === undefined) return;
    const known = view.messages.find((m) => m.generation?.id === id)?.generation?.seq ?? 0;
    let next: Applied = view;
    for (const delta of this.#deltas) {
      if (next !== 'gap' && delta.seq > known) next = applyDelta(next, delta);
    }
    this.#keep(next);
  }

  #keep(applied: Applied): void {
    if (applied === 'gap') void this.#readAgain();
    else if (applied !== this.place.get()) this.place.set(applied);
  }

  async #readAgain(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await this.place.read();
    } finally {
      this.#isReading = false;
    }
    this.#flushRead();
  }

  /** After a reading that still lacks something, the next event asks again; never in a circle. */
  #flushRead(): void {
    this.#isReading = true;
    this.#flush();
    this.#isReading = false;
  }
}
