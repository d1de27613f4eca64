/** A list under a field to choose from: arrows move, Enter chooses, Escape closes the list and nothing else. */
export class ListBox {
  open = $state(false);
  active = $state(-1);
  readonly #count: () => number;
  readonly #choose: (at: number) => void;
  readonly #closed: () => void;

  constructor(input: { count: () => number; choose: (at: number) => void; closed?: () => void }) {
    this.#count = input.count;
    this.#choose = input.choose;
    this.#closed = input.closed ?? (() => undefined);
  }

  get shown(): boolean {
    return this.open && this.#count() > 0;
  }

  /** The id of the one that Enter would choose, of ids that end in their place. */
  activeOf(prefix: string): string | undefined {
    return this.shown && this.active >= 0 ? `${prefix}-${this.active}` : undefined;
  }

  close(): void {
    this.open = false;
    this.active = -1;
    this.#closed();
  }

  press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      this.open = true;
      this.active = Math.max(0, Math.min(this.#count() - 1, this.active + step));
    } else if (event.key === 'Enter' && this.shown && this.active >= 0) this.#choose(this.active);
    else if (event.key === 'Escape' && this.shown) {
      event.stopPropagation();
      this.close();
    } else return;
    event.preventDefault();
  }
}
