/** Does a work soon after it is asked for, once for all who ask meanwhile, and never more often than every `between`. */
export class Steady {
  readonly #pause: number;
  readonly #between: number;
  readonly #work: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  constructor(input: { pause: number; between: number; work: () => Promise<void> }) {
    this.#pause = input.pause;
    this.#between = input.between;
    this.#work = input.work;
  }

  soon(): void {
    const now = performance.now();
    const wait = Math.max(this.#pause, this.#last + this.#between - now);
    this.#timer ??= setTimeout(() => void this.#run(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #run(): Promise<void> {
    this.#last = performance.now();
    // What comes while the work is done asks for it once more.
    this.#timer = undefined;
    await this.#work();
  }
}
