/** How many bytes may be on their way to a page that has not taken them yet. */
const ahead = 1024 * 1024;

/** Holds a stream to a page back while the page does not take what was sent. */
export class Flow {
  readonly #sizes: number[] = [];
  #bytes = 0;
  #wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#wake?.());
  }

  /** Counts a piece that was sent; resolves when more may follow. */
  async sent(size: number): Promise<void> {
    this.#sizes.push(size);
    this.#bytes += size;
    while (this.#bytes > ahead && !this.signal.aborted) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** The page took the oldest piece. */
  taken(): void {
    this.#bytes -= this.#sizes.shift() ?? 0;
    this.#wake?.();
  }
}
