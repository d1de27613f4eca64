import { getBoard } from '$lib/api/board.ts';
import type { BoardPage, BoardRow, BoardTab } from '$lib/api/board.ts';
import { ApiError, newKey } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { actOnTicket } from '$lib/api/tickets.ts';
import type { ActionName } from '$lib/api/types.ts';
import type { LiveEvent } from '$lib/live/live-client.ts';
import type { Undoable } from '../ticket/undo.svelte.ts';

const PAUSE = 600;
const PAGE = 30;
const MOST = 100;
const NONE = { n: 0, more: false };

interface Act {
  row: BoardRow;
  action: ActionName;
  body?: Record<string, unknown>;
  /** What is said of it at the foot. */
  words: string;
}

/** The dockets a unit has in hand, one list of three, as far as it was read down. */
export class Board {
  tab = $state<BoardTab>('now');
  rows = $state.raw<BoardRow[]>([]);
  counts = $state.raw<BoardPage['counts']>({ now: NONE, today: NONE, later: NONE });
  next = $state<string | null>(null);
  busy = $state<string | null>(null);
  reading = $state(false);
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #undoable: (undoable: Undoable) => void;

  constructor(undoable: (undoable: Undoable) => void) {
    this.#undoable = undoable;
  }

  show({ tab, tickets, counts, next }: BoardPage): void {
    this.tab = tab;
    this.rows = tickets;
    this.counts = counts;
    this.next = next;
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'for-me') return;
    if (event.kind === 'gone') this.rows = this.rows.filter(({ id }) => id !== event.id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, PAUSE);
  }

  /** Again as far as it was read down; the list that is looked at stays. */
  async refresh(): Promise<void> {
    const { tab } = this;
    // Longer than a page can be, it was read down by hand: a new one would cut it.
    if (this.rows.length > MOST) return;
    const limit = Math.max(PAGE, this.rows.length);
    const page = await getBoard({ fetch, tab, limit }).catch(() => null);
    if (page !== null && this.tab === tab) this.show(page);
  }

  async readOn(): Promise<void> {
    if (this.next === null || this.reading) return;
    this.reading = true;
    const { tab, next: cursor } = this;
    const page = await getBoard({ fetch, tab, cursor }).catch(() => null);
    this.reading = false;
    if (page === null || this.tab !== tab) return;
    const known = new Set(this.rows.map(({ id }) => id));
    this.rows = [...this.rows, ...page.tickets.filter(({ id }) => !known.has(id))];
    this.counts = page.counts;
    this.next = page.next;
  }

  async act({ row, action, body = {}, words }: Act): Promise<void> {
    if (this.busy !== null) return;
    this.busy = row.id;
    this.failure = null;
    try {
      const version = { version: row.version };
      const answer = await actOnTicket({ fetch, id: row.id, action, body: { ...body, ...version }, key: newKey() });
      const { ticket, undoUntil: until } = answer;
      this.rows = this.rows.map((other) => (other.id === ticket.id ? { ...other, ...ticket } : other));
      if (until !== null) {
        const undo = () => this.#undo({ id: row.id, version: ticket.version });
        this.#undoable({ ticket: row.id, version: ticket.version, words, until, undo });
      }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
    } finally {
      await this.refresh();
      this.busy = null;
    }
  }

  async #undo({ id, version }: { id: string; version: number }): Promise<boolean> {
    try {
      await actOnTicket({ fetch, id, action: 'undo', body: { version }, key: newKey() });
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      return false;
    } finally {
      await this.refresh();
    }
  }
}
