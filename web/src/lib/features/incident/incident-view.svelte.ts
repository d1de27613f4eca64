import { SvelteSet } from 'svelte/reactivity';
import { undoMany } from '$lib/api/bulk.ts';
import type { Chosen } from '$lib/api/bulk.ts';
import { ApiError, newKey } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { closeIncident, getIncident, previewClose } from '$lib/api/incidents.ts';
import type { IncidentPage, IncidentReport, IncidentTicket, StaysOpen } from '$lib/api/incidents.ts';
import { actOnTicket, listTickets } from '$lib/api/tickets.ts';
import type { ActionName, TicketRow } from '$lib/api/types.ts';
import type { Undo } from '../ticket/undo.svelte.ts';

/** So many at once, as the server takes them. */
const MOST = 100;

export interface Refused {
  row: IncidentTicket;
  why: StaysOpen;
}

interface Around {
  undo: Undo;
  /** Something changed: what happened is read anew. Gives the id by which the incident is named now. */
  changed: (id: string) => void;
}

/** One incident in front of an officer: what is chosen of it, and what is done to it. */
export class IncidentView {
  page: IncidentPage;
  readonly chosen = new SvelteSet<string>();
  busy = $state<'join' | 'leave' | 'look' | 'close' | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Whether it was the report that was refused: told at the form, all else at the list. */
  isReportRefused = $state(false);
  /** What a look ahead, or the act itself, said of those that stay open. Null before. */
  refused = $state.raw<Refused[] | null>(null);
  foreseen = $state(false);
  readonly #around: Around;
  /** A report that was not answered is sent again under the same key, so that it never counts twice. */
  #key: string | null = null;

  constructor(page: IncidentPage, around: Around) {
    this.#around = around;
    this.page = $state.raw(page);
    this.chooseAll();
  }

  get closable(): IncidentTicket[] {
    return this.page.tickets.filter(({ mayClose }) => mayClose);
  }

  get picked(): IncidentTicket[] {
    return this.page.tickets.filter(({ id }) => this.chosen.has(id));
  }

  show(page: IncidentPage): void {
    this.page = page;
    const open = new Set(this.closable.map(({ id }) => id));
    for (const id of this.chosen) if (!open.has(id)) this.chosen.delete(id);
  }

  toggle(id: string): void {
    if (this.chosen.has(id)) this.chosen.delete(id);
    else if (this.chosen.size < MOST) this.chosen.add(id);
    this.forget();
  }

  chooseAll(): void {
    for (const { id } of this.closable.slice(0, MOST)) this.chosen.add(id);
    this.forget();
  }

  chooseNone(): void {
    this.chosen.clear();
    this.forget();
  }

  /** What was foreseen no longer counts. */
  forget(): void {
    this.refused = null;
    this.foreseen = false;
    this.failure = null;
    this.#key = null;
  }

  async refresh(id = this.page.incident.id): Promise<void> {
    const page = await getIncident({ fetch, id }).catch(() => null);
    if (page !== null) this.show(page);
  }

  async look(report: IncidentReport): Promise<void> {
    const results = await this.#ask('look', () => previewClose({ fetch, ...this.#closing(), report }));
    if (results === null) return;
    this.#tell(results);
    this.foreseen = true;
  }

  /** Closes what is chosen; true when the server has taken it. */
  async close({
    report,
    words,
    takenBack,
  }: {
    report: IncidentReport;
    words: (n: number) => string;
    takenBack: () => void;
  }): Promise<boolean> {
    const key = (this.#key ??= newKey());
    const results = await this.#ask('close', () => closeIncident({ fetch, ...this.#closing(), report, key }));
    if (results === null) return false;
    this.#key = null;
    this.#tell(results);
    this.foreseen = false;
    const done = results.flatMap(({ ticket, undoUntil }) => (ticket ? [{ ticket, until: undoUntil ?? 0 }] : []));
    const [first] = done;
    if (first === undefined) return false;
    this.#around.undo.offer({
      ...{ ticket: first.ticket.id, version: first.ticket.version, words: words(done.length) },
      until: Math.min(...done.map(({ until }) => until)),
      undo: () => {
        takenBack();
        return this.#takeBack(done.map(({ ticket: { id, version } }) => ({ id, version })));
      },
    });
    await this.#settle(this.page.incident.id);
    return true;
  }

  async leave({ ticket, words }: { ticket: IncidentTicket; words: string }): Promise<void> {
    const other = this.page.tickets.find(({ id }) => id !== ticket.id);
    await this.#actOn({ name: 'leave', ticket, action: 'leave-incident', words, stay: other?.id ?? ticket.id });
  }

  /** Puts a docket to this incident; false where no such docket can be seen. */
  async join({ docket, words }: { docket: string; words: string }): Promise<boolean> {
    const page = await this.#ask('join', () => listTickets({ fetch, filter: { q: docket } }));
    const ticket = page?.tickets.find((row) => row.docket !== null && sameDocket({ a: row.docket, b: docket }));
    if (ticket === undefined) return page === null;
    const other = this.page.incident.id;
    await this.#actOn({ name: 'join', ticket, action: 'join', body: { other }, words, stay: other });
    return true;
  }

  async #actOn(input: {
    name: 'join' | 'leave';
    ticket: TicketRow;
    action: ActionName;
    body?: Record<string, string>;
    words: string;
    stay: string;
  }): Promise<void> {
    const { ticket, action, stay } = input;
    const body = { ...input.body, version: ticket.version };
    const answer = await this.#ask(input.name, () =>
      actOnTicket({ fetch, id: ticket.id, action, body, key: newKey() }),
    );
    if (answer === null) return;
    const { id, version } = answer.ticket;
    if (answer.undoUntil !== null)
      this.#around.undo.offer({
        ...{ ticket: id, version, words: input.words, until: answer.undoUntil },
        undo: () => this.#takeBack([{ id, version }]),
      });
    await this.#settle(stay);
  }

  /** True when all of them are as they were. */
  async #takeBack(tickets: Chosen[]): Promise<boolean> {
    const results = await this.#ask(null, () => undoMany({ fetch, tickets }));
    await this.#settle(this.page.incident.id);
    this.chooseAll();
    return results?.every(({ ticket }) => ticket !== undefined) ?? false;
  }

  async #settle(id: string): Promise<void> {
    await this.refresh(id);
    this.#around.changed(this.page.incident.id);
  }

  #closing() {
    const tickets = this.picked.map(({ id, version }) => ({ id, version }));
    return { id: this.page.incident.id, tickets };
  }

  #tell(results: readonly { id: string; refused: StaysOpen | null }[]): void {
    const rows = new Map(this.page.tickets.map((row) => [row.id, row]));
    this.refused = results.flatMap(({ id, refused }) => {
      const row = rows.get(id);
      return refused !== null && row !== undefined ? [{ row, why: refused }] : [];
    });
  }

  async #ask<Result>(name: IncidentView['busy'], work: () => Promise<Result>): Promise<Result | null> {
    if (this.busy !== null) return null;
    this.busy = name;
    this.failure = null;
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      this.isReportRefused = name === 'look' || name === 'close';
      if (cause.failure.status !== 0) this.#key = null;
      return null;
    } finally {
      this.busy = null;
    }
  }
}

/** As people write them: with or without dashes, in any case. */
const sameDocket = ({ a, b }: { a: string; b: string }): boolean =>
  a.replace(/\W/g, '').toLowerCase() === b.replace(/\W/g, '').toLowerCase();
