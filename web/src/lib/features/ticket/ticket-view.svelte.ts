import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { ApiError, newKey } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { actOnTicket, getTicket } from '$lib/api/tickets.ts';
import type { ActionAnswer } from '$lib/api/tickets.ts';
import type { ActionName, TicketDetail, TicketRow } from '$lib/api/types.ts';
import type { TicketChange } from '$lib/live/live-client.ts';
import { drafts } from './drafts.ts';
import type { Turn, Undo } from './undo.svelte.ts';

const KEY = Symbol('ticket-view');

export interface Done {
  row: TicketRow;
  action: ActionName;
}

/** An act that the server refused after the officer had gone on to another ticket. */
export interface Refused {
  row: TicketRow;
  failure: Failure;
}

interface Refusal {
  failure: Failure;
  before: TicketRow | null;
}

interface Act {
  action: ActionName;
  body: Record<string, unknown>;
  /** What is said of it, where that depends on the answer. */
  words: string | ((answer: ActionAnswer) => Told);
}

/** What is said of an act at the foot, and where else to look. */
export interface Told {
  words: string;
  link?: { href: string; words: string };
}

/** What is done about an alarm, a file or an order leaves the ticket's version as it is. */
const VERSIONLESS = /^ticket\.(?:alarm|media|hold|spread)-/;

/** One ticket in front of an officer: what it is, which form is open, what the server said to the last act. */
export class TicketView {
  detail = $state.raw<TicketDetail | null>(null);
  /** Whose form is open. */
  form = $state<ActionName | null>(null);
  /** Another docket is looked for that tells of the same. */
  pairing = $state(false);
  /** Shows pleas in the other script too; stays from one ticket to the next. */
  reading = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** What stood here before somebody else changed it. */
  before = $state.raw<TicketRow | null>(null);
  /** Acts on their way, by ticket: the officer may have gone on. */
  readonly #acting = new SvelteMap<string, ActionName>();
  /** A refused act is sent again under the same key, so that it never counts twice. */
  readonly #keys = new Map<string, string>();
  readonly #refusals = new Map<string, Refusal>();
  readonly #done: (done: Done) => void;
  /** True where the officer has gone on from the ticket, and is told elsewhere. */
  readonly #refused: (refused: Refused) => boolean;
  readonly #undo: Undo;

  constructor(input: { done: (done: Done) => void; refused?: (refused: Refused) => boolean; undo: Undo }) {
    this.#done = input.done;
    this.#refused = input.refused ?? (() => false);
    this.#undo = input.undo;
  }

  /** What is being done to the ticket in front. */
  get busy(): ActionName | null {
    return this.#acting.get(this.detail?.ticket.id ?? '') ?? null;
  }

  show(detail: TicketDetail | null): void {
    const same = this.detail?.ticket.id === detail?.ticket.id;
    this.detail = detail;
    if (same) return;
    const id = detail?.ticket.id ?? '';
    const refusal = this.#refusals.get(id);
    this.#refusals.delete(id);
    this.form = null;
    this.pairing = false;
    this.failure = refusal?.failure ?? null;
    this.before = refusal?.before ?? null;
  }

  toggle(action: ActionName): void {
    this.failure = null;
    this.form = this.form === action ? null : action;
  }

  closeForm(): void {
    this.form = null;
    this.pairing = false;
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
    if (ticket === undefined || change.id !== ticket.id || this.busy !== null) return;
    if (change.version <= ticket.version && !VERSIONLESS.test(change.type)) return;
    const before = ticket;
    await this.refresh();
    if (this.form !== null && this.detail !== null && this.detail.ticket.version > before.version) this.before = before;
  }

  /** Carries an act out on the ticket in front; true when the server has taken it. */
  act(act: Act): Promise<boolean> {
    const ticket = this.detail?.ticket;
    if (ticket === undefined || this.#acting.has(ticket.id)) return Promise.resolve(false);
    this.#acting.set(ticket.id, act.action);
    this.failure = null;
    const working = this.#carryOut({ ...act, ticket, turn: this.#undo.begin() });
    this.#undo.follow(working);
    return working;
  }

  async #carryOut({ ticket, action, body, words, turn }: Act & { ticket: TicketRow; turn: Turn }): Promise<boolean> {
    const { id } = ticket;
    const key = this.#keys.get(id) ?? newKey();
    this.#keys.set(id, key);
    try {
      const answer = await actOnTicket({ fetch, id, action, body: { ...body, version: ticket.version }, key });
      this.#keys.delete(id);
      drafts.drop({ ticket: id, action });
      if (this.#isInFront(id)) {
        this.before = null;
        // Another form that was opened meanwhile stays.
        if (this.form === action) this.form = null;
      }
      const told = typeof words === 'string' ? { words } : words(answer);
      this.#offerUndo({ row: answer.ticket, until: answer.undoUntil, told, turn });
      this.#done({ row: answer.ticket, action });
      if (this.#isInFront(id)) await this.refresh();
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      await this.#hearRefusal({ failure: cause.failure, ticket });
      return false;
    } finally {
      this.#acting.delete(id);
    }
  }

  #isInFront(id: string): boolean {
    return this.detail?.ticket.id === id;
  }

  async #hearRefusal({ failure, ticket }: { failure: Failure; ticket: TicketRow }): Promise<void> {
    if (failure.status !== 0) this.#keys.delete(ticket.id);
    const before = failure.status === 409 ? ticket : null;
    if (this.#refused({ row: ticket, failure })) {
      this.#refusals.set(ticket.id, { failure, before });
      return;
    }
    if (!this.#isInFront(ticket.id)) return;
    this.failure = failure;
    if (before === null) return;
    this.before = before;
    await this.refresh();
  }

  #offerUndo({ row, until, told, turn }: { row: TicketRow; until: number | null; told: Told; turn: Turn }): void {
    if (until === null) return;
    const undo = async () => {
      const answer = await actOnTicket({
        fetch,
        id: row.id,
        action: 'undo',
        body: { version: row.version },
        key: newKey(),
      }).catch(async (cause: unknown) => {
        if (!(cause instanceof ApiError)) throw cause;
        await this.#hearRefusal({ failure: cause.failure, ticket: row });
        return null;
      });
      if (answer === null) return false;
      this.#done({ row: answer.ticket, action: 'undo' });
      if (this.detail?.ticket.id === row.id) await this.refresh();
      return true;
    };
    this.#undo.offer({ ticket: row.id, version: row.version, ...told, until, undo }, turn);
  }
}

export const setTicketView = (view: TicketView): TicketView => setContext(KEY, view);
export const useTicketView = (): TicketView => getContext<TicketView>(KEY);
