import { getContext, setContext } from 'svelte';

const KEY = Symbol('undo');
const SAID_FOR = 3000;
/** How long what was done without a ticket's act can be taken back, in milliseconds. */
export const UNDO_WINDOW = 10_000;

export interface Undoable {
  ticket: string;
  version: number;
  /** What was done, in the reader's words: "Sent to Hazratganj". */
  words: string;
  until: number;
  /** Where else to look now. */
  link?: { href: string; words: string };
  /** False when it was refused. */
  undo: () => Promise<boolean>;
}

/** Where an act stands among those of this officer; known before the server has answered. */
export type Turn = number;

/** The acts that can still be taken back, one after another, the latest first. */
export class Undo {
  #kept = $state.raw<readonly { turn: Turn; undoable: Undoable }[]>([]);
  busy = $state(false);
  /** What was taken back a moment ago: said before the act before it is offered. */
  undone = $state<string | null>(null);
  /** What could not be taken back: said in the same place. */
  failed = $state<string | null>(null);
  /** Told when an officer begins to take something back: where he stands now is where he may be led back from. */
  begun: () => void = () => undefined;
  readonly #coming = new Set<Promise<unknown>>();
  #turn: Turn = 0;
  #saying: ReturnType<typeof setTimeout> | undefined;

  /** The act that would be taken back now. */
  get last(): Undoable | null {
    return this.#kept.at(-1)?.undoable ?? null;
  }

  /** An act begins: answers may come in another order than the acts. */
  begin(): Turn {
    this.#turn += 1;
    return this.#turn;
  }

  /** An act is on its way: who wants to take it back waits for its answer. */
  follow(act: Promise<unknown>): void {
    this.#coming.add(act);
    const arrived = () => this.#coming.delete(act);
    act.then(arrived, arrived);
  }

  offer(undoable: Undoable, turn = this.begin()): void {
    this.undone = null;
    this.failed = null;
    this.#kept = [...this.#kept, { turn, undoable }].sort((a, b) => a.turn - b.turn);
  }

  expire(): void {
    const now = Date.now();
    this.#kept = this.#kept.filter(({ undoable }) => undoable.until > now);
  }

  #tell({ words, isDone }: { words: string; isDone: boolean }): void {
    this.undone = isDone ? words : null;
    this.failed = isDone ? null : words;
    // The one before may have had the same words: its time must not end this one's.
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.undone = this.failed = null), SAID_FOR);
  }

  async run(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.begun();
    try {
      await Promise.allSettled(this.#coming);
      const { last } = this;
      if (last === null) return;
      try {
        this.#tell({ words: last.words, isDone: await last.undo() });
      } finally {
        this.#kept = this.#kept.filter(({ undoable }) => undoable !== last);
      }
    } finally {
      this.busy = false;
    }
  }
}

export const setUndo = (undo: Undo): Undo => setContext(KEY, undo);
export const useUndo = (): Undo => getContext<Undo>(KEY);
