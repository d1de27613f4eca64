import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { requirePostAmong, unitsWith } from '../officers/officers.rules.ts';
import { lintReply } from '../replies/reply-lint.rules.ts';
import type { LintCode, LintFinding } from '../replies/lint.types.ts';
import { findAnswered } from './answered.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { notesOf } from './notes.repository.ts';
import { reportsOf } from './action-reports.repository.ts';
import { recordNumbers } from './record-number.rules.ts';
import { mayKnowAuthor, secrecyOf } from './secrecy.rules.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** Who may send it all the same: whoever writes, only a senior officer, or nobody. */
export type Release = 'writer' | 'senior' | 'nobody';

export interface Found extends LintFinding {
  readonly release: Release;
}

const RELEASE: Partial<Record<LintCode, Release>> = { victim_identity: 'senior', internal_note: 'nobody' };

interface Answer {
  readonly text: string;
  readonly kind: 'reply' | 'dm';
  /** What is written for the force alone at the same moment. */
  readonly internalText?: string;
  /** Details of the report that goes with it. */
  readonly details?: Readonly<Record<string, string>>;
}

/** What speaks against sending this answer on this ticket. */
async function look(
  deps: Pick<TicketDeps, 'channel' | 'tree'>,
  read: Read,
  { ticket, units, answer }: { ticket: Ticket; units: readonly string[]; answer: Answer },
): Promise<Found[]> {
  const plea = await findAnswered(read, ticket);
  const channel = deps.channel(ticket.channel);
  const reports = await reportsOf(read, ticket.id);
  const findings = lintReply({
    text: answer.text,
    isPublic: channel?.canSend === true && answer.kind === 'reply' && plea?.kind !== 'dm',
    isProtected: ticket.protected,
    placeKnown: ticket.district !== null || ticket.station !== null,
    // A finding would confirm a name to whoever may not know it.
    names: plea?.handle && mayKnowAuthor({ tree: deps.tree, ticket, units }) ? [plea.handle] : [],
    isSecret: secrecyOf(ticket) !== 'no',
    records: [answer.details ?? {}, ...reports.map(({ details }) => details)].flatMap(recordNumbers),
    notes: [
      ...(await notesOf(read, ticket.id)).map(({ text }) => text),
      ...reports.map(({ internalText }) => internalText),
      ...(answer.internalText === undefined ? [] : [answer.internalText]),
    ].filter((note) => note !== ''),
    linkCosts: channel?.linkCosts ?? false,
  });
  return findings.map((finding) => ({ ...finding, release: RELEASE[finding.code] ?? 'writer' }));
}

/**
 * Refuses an answer that must not go out as it is. Returns what was found and released by the officer, for the event.
 * Throws tickets.answer_stopped with what was found, tickets.release_senior.
 */
export async function requireSendable(
  deps: Pick<TicketDeps, 'channel' | 'tree'>,
  read: Read,
  {
    actor,
    ticket,
    units,
    answer,
    accept,
  }: {
    actor: Actor;
    ticket: Ticket;
    /** The officer's units that see the ticket: there he must be senior to release. */
    units: readonly string[];
    answer: Answer;
    accept: readonly LintCode[] | undefined;
  },
): Promise<{ readonly released?: readonly LintCode[] }> {
  const stops = (await look(deps, read, { ticket, units, answer })).filter(({ level }) => level === 'stop');
  if (stops.length === 0) return {};
  if (stops.some(({ code, release }) => release === 'nobody' || accept?.includes(code) !== true))
    fail({ code: 'tickets.answer_stopped', kind: 'unprocessable', detail: { findings: stops } });
  const isSenior = unitsWith(actor, 'ticket.verify').some((unit) => units.includes(unit));
  if (!isSenior && stops.some(({ release }) => release === 'senior'))
    fail({ code: 'tickets.release_senior', kind: 'forbidden' });
  return { released: [...new Set(stops.map(({ code }) => code))] };
}

/** Looks an answer through while it is being written; nothing is kept of it. Throws tickets.not_found, officers.not_allowed. */
export async function checkAnswer(
  deps: Pick<TicketDeps, 'db' | 'channel' | 'tree'>,
  { actor, id, ...answer }: Answer & { readonly actor: Actor; readonly id: string },
): Promise<readonly Found[]> {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  requirePostAmong(actor, { units: found.units, capability: 'ticket.reply' });
  return look(deps, deps.db.read, { ticket: found.ticket, units: found.units, answer });
}
