import { getContext, setContext } from 'svelte';

const KEY = Symbol('carried');

/** A picture taken on the board, on its way into the action report of its ticket. */
export class Carried {
  #file: { ticket: string; file: File } | null = null;

  put({ ticket, file }: { ticket: string; file: File }): void {
    this.#file = { ticket, file };
  }

  take(ticket: string): File | null {
    const found = this.#file?.ticket === ticket ? this.#file.file : null;
    if (found !== null) this.#file = null;
    return found;
  }
}

export const setCarried = (carried: Carried): Carried => setContext(KEY, carried);
export const useCarried = (): Carried => getContext<Carried>(KEY);
