import { getTicket, listTickets, countTickets } from '$lib/api/tickets.ts';
import type { Counts, TicketPage, TicketRow, TicketState } from '$lib/api/types.ts';
import type { LiveEvent, TicketChange } from '$lib/live/live-client.ts';
import { Steady } from './steady.ts';
import { fits } from './views.ts';
import type { DeskFilter } from './views.ts';

/** After a change, and between two lists or two counts however much happens, in milliseconds. */
const PAUSE = 400;
/** So many rows before the end the next page is asked for. */
const NEAR_END = 8;
const BETWEEN_LISTS = 2_500;
const BETWEEN_COUNTS = 5_000;

/** Only a list tells with how many others a ticket stands together; until then it is as it was. */
const redrawn = ({ before, row }: { before: TicketRow; row: TicketRow }): TicketRow => ({
  ...row,
  together: row.together ?? before.together,
});
const isSame = ({ before, row }: { before: TicketRow; row: TicketRow }): boolean =>
  row.version === before.version && (row.together ?? before.together) === before.together;

/**
 * The list in front of an officer. What arrives waits behind "3 new" until asked for; what others change is redrawn in
 * its place: nothing moves under the cursor.
 */
export class Queue {
  rows = $state.raw<TicketRow[]>([]);
  waiting = $state.raw<TicketRow[]>([]);
  next = $state<string | null>(null);
  counts = $state.raw<Counts>({});
  busy = $state(false);
  /** A list that could not be asked for again keeps showing what it had. */
  stale = $state(false);
  #filter: DeskFilter | null = null;
  readonly #listing = new Steady({ pause: PAUSE, between: BETWEEN_LISTS, work: () => this.#list() });
  readonly #counting = new Steady({ pause: PAUSE, between: BETWEEN_COUNTS, work: () => this.#count() });
  #changed = new Set<string>();

  show(input: { page: TicketPage; filter: DeskFilter; counts: Counts }): void {
    this.rows = input.page.tickets;
    this.next = input.page.next;
    this.counts = input.counts;
    this.waiting = [];
    this.#filter = input.filter;
    this.stale = false;
  }

  neighbour({ of, step }: { of: string | null; step: 1 | -1 }): TicketRow | null {
    const at = this.rows.findIndex(({ id }) => id === of);
    if (at < 0) return this.rows[0] ?? null;
    return this.rows[at + step] ?? null;
  }

  async older(): Promise<void> {
    if (this.next === null || this.busy || this.#filter === null) return;
    this.busy = true;
    const filter = this.#filter;
    const page = await listTickets({ fetch, filter: { ...filter, cursor: this.next } }).catch(() => null);
    this.busy = false;
    if (page === null || filter !== this.#filter) return;
    const known = new Set(this.rows.map(({ id }) => id));
    this.rows = [...this.rows, ...page.tickets.filter(({ id }) => !known.has(id))];
    this.next = page.next;
  }

  /** Asks for older ones before the last row is reached; true when some came. */
  async reach(id: string | null): Promise<boolean> {
    const at = id === null ? this.rows.length : this.rows.findIndex((row) => row.id === id);
    const had = this.rows.length;
    if (at < had - NEAR_END) return false;
    await this.older();
    return this.rows.length > had;
  }

  showWaiting(): void {
    this.rows = [...this.waiting, ...this.rows];
    this.waiting = [];
  }

  /** Whether a ticket of this state belongs into the list. */
  keeps(state: TicketState): boolean {
    return this.#filter === null || fits({ filter: this.#filter, state });
  }

  /** After an officer's own act: the row goes if it no longer belongs here, else it is redrawn. Gives the row after it. */
  settle(row: TicketRow): TicketRow | null {
    const at = this.rows.findIndex(({ id }) => id === row.id);
    const stays = this.keeps(row.state);
    if (at < 0) {
      if (stays) this.rows = [...this.rows, row].sort((a, b) => b.num - a.num);
      return null;
    }
    if (stays) {
      this.rows = this.rows.map((other) => (other.id === row.id ? redrawn({ before: other, row }) : other));
      return null;
    }
    const following = this.rows[at + 1] ?? this.rows[at - 1] ?? null;
    this.rows = this.rows.filter(({ id }) => id !== row.id);
    return following;
  }

  /** What others did: the list is asked for again when it may look different, counts by and by. */
  hear(event: LiveEvent): void {
    if (event.kind === 'for-me') return;
    if (event.kind === 'gone') {
      this.rows = this.rows.filter(({ id }) => id !== event.id);
      this.waiting = this.waiting.filter(({ id }) => id !== event.id);
    }
    if (event.kind === 'ticket') {
      if (!this.#mayShow(event.change)) return this.#counting.soon();
      this.#changed.add(event.change.id);
    }
    this.#listing.soon();
    this.#counting.soon();
  }

  /** Stops asking; the page is being left. */
  stop(): void {
    this.#listing.stop();
    this.#counting.stop();
  }

  #mayShow({ id, state }: TicketChange): boolean {
    if (this.#filter === null || fits({ filter: this.#filter, state })) return true;
    return this.rows.some((row) => row.id === id) || this.waiting.some((row) => row.id === id);
  }

  async #count(): Promise<void> {
    const counts = await countTickets({ fetch }).catch(() => null);
    if (counts !== null) this.counts = counts;
  }

  async #list(): Promise<void> {
    const filter = this.#filter;
    if (filter === null) return;
    const changed = this.#changed;
    this.#changed = new Set();
    const page = await listTickets({ fetch, filter: { ...filter } }).catch(() => null);
    if (filter !== this.#filter) return;
    this.stale = page === null;
    if (page === null) return;
    const fresh = new Map(page.tickets.map((row) => [row.id, row]));
    await this.#refetch({ ids: [...changed].filter((id) => !fresh.has(id)), into: fresh });
    // A row that is as it was stays the same object, and is not drawn again.
    this.rows = this.rows.map((row) => {
      const now = fresh.get(row.id);
      return now === undefined || isSame({ before: row, row: now }) ? row : redrawn({ before: row, row: now });
    });
    const known = new Set(this.rows.map(({ id }) => id));
    const top = this.rows[0]?.num ?? 0;
    this.waiting = page.tickets.filter(({ id, num }) => !known.has(id) && num > top);
  }

  /** Rows that left the first page of the list, asked for one by one: only those that are on the screen. */
  async #refetch({ ids, into }: { ids: string[]; into: Map<string, TicketRow> }): Promise<void> {
    const shown = ids.filter((id) => this.rows.some((row) => row.id === id));
    const found = await Promise.all(shown.map((id) => getTicket({ fetch, id }).catch(() => null)));
    for (const detail of found) if (detail !== null) into.set(detail.ticket.id, detail.ticket);
  }
}
