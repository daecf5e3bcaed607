import { limits } from './protocol';

export interface DataPatch {
  set: Record<string, string | null>;
  clear: boolean;
}

/**
 * Carries what an app stores to the library: one write at a time, later ones merged while it runs, so that a page
 * that writes on every key costs one request at a time. A failed write is kept and tried again.
 */
export class StorageWriter {
  #waiting: DataPatch | undefined;
  #writing: Promise<void> | undefined;

  constructor(
    private readonly keep: (patch: DataPatch) => Promise<void>,
    private readonly report: (sentence: string) => void,
    private readonly later: (run: () => void) => void = (run) => setTimeout(run, 2000),
  ) {}

  write(patch: DataPatch): void {
    const merged = merge(this.#waiting, patch);
    if (size(merged) > limits.storage) {
      this.report('The app stored more than 10 MB at once. That was not kept.');
      return;
    }
    this.#waiting = merged;
    this.#start();
  }

  /** Resolves when nothing waits any more, or when a write failed. */
  async flush(): Promise<void> {
    this.#start();
    await this.#writing;
  }

  #start(): void {
    if (this.#waiting) this.#writing ??= this.#drain().finally(() => (this.#writing = undefined));
  }

  async #drain(): Promise<void> {
    while (this.#waiting) {
      const patch = this.#waiting;
      this.#waiting = undefined;
      try {
        await this.keep(patch);
      } catch (error) {
        this.#waiting = merge(patch, this.#waiting ?? { set: {}, clear: false });
        this.report(`What the app stored is not kept yet. ${error instanceof Error ? error.message : ''}`.trim());
        this.later(() => this.#start());
        return;
      }
    }
  }
}

function merge(earlier: DataPatch | undefined, later: DataPatch): DataPatch {
  if (!earlier || later.clear) return later;
  return { set: { ...earlier.set, ...later.set }, clear: earlier.clear };
}

function size(patch: DataPatch): number {
  let characters = 0;
  for (const [key, value] of Object.entries(patch.set)) characters += key.length + (value?.length ?? 0);
  return characters;
}
