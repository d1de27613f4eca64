import { classifyFile } from '$lib/api/evidence.ts';
import type { FileAddress } from '$lib/api/evidence.ts';
import { ApiError } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import type { MediaClass, MediaItem } from '$lib/api/types.ts';
import type { TicketView } from './ticket-view.svelte.ts';
import type { Undo } from './undo.svelte.ts';

type Item = MediaItem & { message: string };

/** What an officer does with one file of the ticket in front of him: one act at a time, each can be refused. */
export class FileAct {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #view: TicketView;
  readonly #undo: Undo;

  constructor(input: { view: TicketView; undo: Undo }) {
    this.#view = input.view;
    this.#undo = input.undo;
  }

  addressOf({ message, externalId }: Item): FileAddress {
    return { ticket: this.#view.detail?.ticket.id ?? '', message, external: externalId };
  }

  /** Runs the work and reads the ticket anew; null when it was refused. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      return null;
    } finally {
      await this.#view.refresh();
      this.busy = false;
    }
  }

  /** Says what the file shows, and offers to take it back. */
  async say(input: { item: Item; class: MediaClass | null; words: string }): Promise<void> {
    const { item, words } = input;
    const file = this.addressOf(item);
    const before = item.class;
    const answer = await this.run(() => classifyFile({ fetch, file, class: input.class, version: item.classVersion }));
    if (answer === null || answer.undoUntil === null) return;
    const undo = async () =>
      (await this.run(() => classifyFile({ fetch, file, class: before, version: answer.version }))) !== null;
    this.#undo.offer({
      ...{ ticket: file.ticket, version: this.#view.detail?.ticket.version ?? 0 },
      ...{ words, until: answer.undoUntil, undo },
    });
  }
}
