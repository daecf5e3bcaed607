/** A bucket that lets through `perSecond` things a second on average and as many at once. */
export class Rate {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {
    this.#tokens = perSecond;
    this.#at = now();
  }

  /** Takes one; false when the bucket is empty. */
  take(): boolean {
    const now = this.now();
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
