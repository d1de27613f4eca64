import { SvelteSet } from 'svelte/reactivity';
import { actOnMany, previewMany, undoMany } from '$lib/api/bulk.ts';
import type { BulkAnswer, BulkWork, Chosen, Refusal } from '$lib/api/bulk.ts';
import type { TicketRow } from '$lib/api/types.ts';
import type { Undo } from '../ticket/undo.svelte.ts';
import type { Queue } from './queue.svelte.ts';

/** So many at once, as the server takes them. */
const MOST = 100;

export interface Refused {
  row: TicketRow;
  why: Refusal;
}

interface Around {
  queue: Queue;
  undo: Undo;
  /** What is said at the foot when it is done. */
  words: (n: number) => string;
}

/** Tickets that were marked in the list, and what is done to all of them. */
export class Many {
  readonly marked = new SvelteSet<string>();
  busy = $state(false);
  failed = $state(false);
  /** What a look ahead, or the act itself, said of those that could not be changed. Null before. */
  refused = $state.raw<Refused[] | null>(null);
  foreseen = $state(false);
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  get rows(): TicketRow[] {
    return this.#around.queue.rows.filter(({ id }) => this.marked.has(id));
  }

  toggle(id: string): void {
    if (this.marked.has(id)) this.marked.delete(id);
    else if (this.marked.size < MOST) this.marked.add(id);
    this.forget();
  }

  markShown(): void {
    for (const { id } of this.#around.queue.rows.slice(0, MOST)) this.marked.add(id);
    this.forget();
  }

  clear(): void {
    this.marked.clear();
    this.forget();
  }

  /** What was foreseen no longer counts. */
  forget(): void {
    this.refused = null;
    this.foreseen = false;
    this.failed = false;
  }

  async foresee(work: BulkWork): Promise<void> {
    const results = await this.#ask((tickets) => previewMany({ fetch, tickets, work }));
    if (results === null) return;
    this.#tell(results);
    this.foreseen = true;
  }

  async run(work: BulkWork): Promise<void> {
    const results = await this.#ask((tickets) => actOnMany({ fetch, tickets, work }));
    if (results === null) return;
    this.#tell(results);
    this.foreseen = false;
    const done = results.flatMap(({ ticket, undoUntil }) => (ticket ? [{ ticket, until: undoUntil ?? null }] : []));
    this.#settle(done.map(({ ticket }) => ticket));
    const until = Math.min(...done.flatMap((one) => one.until ?? []));
    const [first] = done;
    if (first === undefined || !Number.isFinite(until)) return;
    const chosen = done.map(({ ticket: { id, version } }) => ({ id, version }));
    this.#around.undo.offer({
      ...{ ticket: first.ticket.id, version: first.ticket.version, words: this.#around.words(done.length), until },
      undo: () => this.#takeBack(chosen),
    });
  }

  async #takeBack(tickets: Chosen[]): Promise<boolean> {
    const results = await undoMany({ fetch, tickets }).catch(() => null);
    if (results === null) this.failed = true;
    else this.#settle(results.flatMap(({ ticket }) => ticket ?? []));
    return results?.every(({ ticket }) => ticket !== undefined) ?? false;
  }

  /** Rows that no longer fit leave the list; what could not be changed stays marked. */
  #settle(rows: readonly TicketRow[]): void {
    for (const row of rows) {
      this.#around.queue.settle(row);
      this.marked.delete(row.id);
    }
  }

  #tell(results: readonly Pick<BulkAnswer, 'id' | 'refused'>[]): void {
    const rows = new Map(this.#around.queue.rows.map((row) => [row.id, row]));
    this.refused = results.flatMap(({ id, refused }) => {
      const row = rows.get(id);
      return refused !== null && row !== undefined ? [{ row, why: refused }] : [];
    });
  }

  async #ask<Result>(work: (tickets: Chosen[]) => Promise<Result>): Promise<Result | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failed = false;
    const result = await work(this.rows.map(({ id, version }) => ({ id, version }))).catch(() => null);
    this.busy = false;
    this.failed = result === null;
    return result;
  }
}
