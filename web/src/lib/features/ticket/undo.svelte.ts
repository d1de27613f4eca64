import { getContext, setContext } from 'svelte';

const KEY = Symbol('undo');

export interface Undoable {
  ticket: string;
  version: number;
  /** What was done, in the reader's words: "Sent to Hazratganj". */
  words: string;
  until: number;
  undo: () => Promise<void>;
}

/** The last act that can still be taken back. */
export class Undo {
  last = $state<Undoable | null>(null);
  busy = $state(false);

  offer(undoable: Undoable): void {
    this.last = undoable;
  }

  expire(): void {
    this.last = null;
  }

  async run(): Promise<void> {
    const { last } = this;
    if (last === null || this.busy) return;
    this.busy = true;
    try {
      await last.undo();
    } finally {
      this.busy = false;
      this.last = null;
    }
  }
}

export const setUndo = (undo: Undo): Undo => setContext(KEY, undo);
export const useUndo = (): Undo => getContext<Undo>(KEY);
