import { ApiError, newKey } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { actOnTicket, getTicket, listTickets } from '$lib/api/tickets.ts';
import type { TicketPage, TicketRow } from '$lib/api/types.ts';
import type { LiveEvent } from '$lib/live/live-client.ts';
import type { Undoable } from '../ticket/undo.svelte.ts';

const PAUSE = 600;
export const BOARD_FILTER = { state: 'open,in_process', limit: 100 };

/** The dockets a unit has to work on now. */
export class Board {
  rows = $state.raw<TicketRow[]>([]);
  busy = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  more = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #undoable: (undoable: Undoable) => void;

  constructor(undoable: (undoable: Undoable) => void) {
    this.#undoable = undoable;
  }

  show(page: TicketPage): void {
    this.rows = page.tickets;
    this.more = page.next !== null;
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'for-me') return;
    if (event.kind === 'gone') this.rows = this.rows.filter(({ id }) => id !== event.id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, PAUSE);
  }

  async refresh(): Promise<void> {
    const page = await listTickets({ fetch, filter: BOARD_FILTER }).catch(() => null);
    if (page !== null) this.show(page);
  }

  async takeUp({ row, words }: { row: TicketRow; words: string }): Promise<void> {
    this.busy = row.id;
    this.failure = null;
    try {
      const answer = await actOnTicket({
        fetch,
        id: row.id,
        action: 'take-up',
        body: { version: row.version },
        key: newKey(),
      });
      this.#put(answer.ticket);
      if (answer.undoUntil !== null) {
        const undo = async () => {
          const undone = await actOnTicket({
            fetch,
            id: row.id,
            action: 'undo',
            body: { version: answer.ticket.version },
            key: newKey(),
          }).catch((cause: unknown) => {
            if (!(cause instanceof ApiError)) throw cause;
            this.failure = cause.failure;
            return null;
          });
          if (undone !== null) this.#put(undone.ticket);
          return undone !== null;
        };
        this.#undoable({ ticket: row.id, version: answer.ticket.version, words, until: answer.undoUntil, undo });
      }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      const detail = await getTicket({ fetch, id: row.id }).catch(() => null);
      if (detail !== null) this.#put(detail.ticket);
    } finally {
      this.busy = null;
    }
  }

  #put(row: TicketRow): void {
    const works = row.state === 'open' || row.state === 'in_process';
    this.rows = works
      ? this.rows.map((other) => (other.id === row.id ? row : other))
      : this.rows.filter(({ id }) => id !== row.id);
  }
}
