import type { DataPatch } from './storage';

/** What an app keeps in sessionStorage: as long as it is open, through reloads, and nowhere else. */
export class SessionKeeper {
  readonly #entries = new Map<string, string>();

  write({ set, clear }: DataPatch): void {
    if (clear) this.#entries.clear();
    for (const [key, value] of Object.entries(set)) {
      if (value === null) this.#entries.delete(key);
      else this.#entries.set(key, value);
    }
  }

  /** The name of the frame of the next page, which finds it there before its first script; empty for nothing. */
  frameName(): string {
    return this.#entries.size > 0 ? JSON.stringify({ whittle: { session: [...this.#entries] } }) : '';
  }
}
