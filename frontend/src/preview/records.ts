import { CallError } from './bridge';
import type { RecordPatch } from './pageCalls';

interface Waiting {
  patches: RecordPatch[];
  kept: () => void;
  failed: (error: unknown) => void;
}

/**
 * Carries what an app wrote to IndexedDB to the library: in order, one request at a time, what waits meanwhile in the
 * next one. What the library refuses is told to the page; what could not be reached is kept and tried again.
 */
export class RecordsWriter {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    private readonly keep: (patches: RecordPatch[]) => Promise<void>,
    private readonly report: (sentence: string) => void,
    private readonly later: (run: () => void) => void = (run) => setTimeout(run, 2000),
  ) {}

  /** Resolves when the patches are kept; rejects with a CallError when they never will be. */
  write(patches: RecordPatch[]): Promise<void> {
    return new Promise((kept, failed) => {
      this.#waiting.push({ patches, kept, failed });
      this.#start();
    });
  }

  /** Resolves when nothing waits any more, or when a write failed. */
  async flush(): Promise<void> {
    this.#start();
    await this.#writing;
  }

  #start(): void {
    if (this.#waiting.length > 0) this.#writing ??= this.#drain().finally(() => (this.#writing = undefined));
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.keep(batch.flatMap((w) => w.patches));
        for (const w of batch) w.kept();
      } catch (error) {
        const sentence = error instanceof Error ? error.message : '';
        if (isFinal(error)) {
          for (const w of batch) w.failed(new CallError('invalid', sentence));
          continue;
        }
        this.#waiting.unshift(...batch);
        this.report(`What the app keeps in IndexedDB is not written yet. ${sentence}`.trim());
        this.later(() => this.#start());
        return;
      }
    }
  }
}

/** Whether trying again is of no use: the library answered no. */
function isFinal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'invalid' || code === 'not_found' || code === 'conflict';
}
