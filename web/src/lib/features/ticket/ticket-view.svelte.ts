import { getContext, setContext } from 'svelte';
import { ApiError, newKey } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { actOnTicket, getTicket } from '$lib/api/tickets.ts';
import type { ActionName, TicketDetail, TicketRow } from '$lib/api/types.ts';
import type { TicketChange } from '$lib/live/live-client.ts';
import { drafts } from './drafts.ts';
import type { Undoable } from './undo.svelte.ts';

const KEY = Symbol('ticket-view');

export interface Done {
  row: TicketRow;
  action: ActionName;
}

/** One ticket in front of an officer: what it is, which form is open, what the server said to the last act. */
export class TicketView {
  detail = $state.raw<TicketDetail | null>(null);
  /** Whose form is open. */
  form = $state<ActionName | null>(null);
  busy = $state<ActionName | null>(null);
  /** Shows pleas in the other script too; stays from one ticket to the next. */
  reading = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** What stood here before somebody else changed it. */
  before = $state.raw<TicketRow | null>(null);
  /** A refused act is sent again under the same key, so that it never counts twice. */
  #key = newKey();
  readonly #done: (done: Done) => void;
  readonly #undoable: (undoable: Undoable) => void;

  constructor(input: { done: (done: Done) => void; undoable: (undoable: Undoable) => void }) {
    this.#done = input.done;
    this.#undoable = input.undoable;
  }

  show(detail: TicketDetail | null): void {
    const same = this.detail?.ticket.id === detail?.ticket.id;
    this.detail = detail;
    if (same) return;
    this.form = null;
    this.failure = null;
    this.before = null;
  }

  toggle(action: ActionName): void {
    this.failure = null;
    this.form = this.form === action ? null : action;
  }

  closeForm(): void {
    this.form = null;
    this.failure = null;
  }

  async refresh(): Promise<void> {
    const id = this.detail?.ticket.id;
    if (id === undefined) return;
    const detail = await getTicket({ fetch, id }).catch(() => null);
    if (detail !== null && this.detail?.ticket.id === id) this.detail = detail;
  }

  async hear(change: TicketChange): Promise<void> {
    const ticket = this.detail?.ticket;
    if (ticket === undefined || change.id !== ticket.id || change.version <= ticket.version || this.busy !== null)
      return;
    const before = ticket;
    await this.refresh();
    if (this.form !== null && this.detail !== null && this.detail.ticket.version > before.version) this.before = before;
  }

  async act({
    action,
    body,
    words,
  }: {
    action: ActionName;
    body: Record<string, unknown>;
    words: string;
  }): Promise<boolean> {
    const ticket = this.detail?.ticket;
    if (ticket === undefined || this.busy !== null) return false;
    this.busy = action;
    this.failure = null;
    try {
      const answer = await actOnTicket({
        fetch,
        id: ticket.id,
        action,
        body: { ...body, version: ticket.version },
        key: this.#key,
      });
      this.#key = newKey();
      this.before = null;
      drafts.drop({ ticket: ticket.id, action });
      if (this.detail?.ticket.id === ticket.id) this.form = null;
      this.#offerUndo({ row: answer.ticket, until: answer.undoUntil, words });
      this.#done({ row: answer.ticket, action });
      if (this.detail?.ticket.id === ticket.id) await this.refresh();
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      await this.#refused({ failure: cause.failure, ticket });
      return false;
    } finally {
      this.busy = null;
    }
  }

  async #refused({ failure, ticket }: { failure: Failure; ticket: TicketRow }): Promise<void> {
    if (failure.status !== 0) this.#key = newKey();
    this.failure = failure;
    if (failure.status !== 409) return;
    this.before = ticket;
    await this.refresh();
  }

  #offerUndo({ row, until, words }: { row: TicketRow; until: number | null; words: string }): void {
    if (until === null) return;
    const undo = async () => {
      const answer = await actOnTicket({
        fetch,
        id: row.id,
        action: 'undo',
        body: { version: row.version },
        key: newKey(),
      }).catch((cause: unknown) => {
        if (cause instanceof ApiError) this.failure = cause.failure;
        return null;
      });
      if (answer === null) return;
      this.#done({ row: answer.ticket, action: 'undo' });
      if (this.detail?.ticket.id === row.id) await this.refresh();
    };
    this.#undoable({ ticket: row.id, version: row.version, words, until, undo });
  }
}

export const setTicketView = (view: TicketView): TicketView => setContext(KEY, view);
export const useTicketView = (): TicketView => getContext<TicketView>(KEY);
