import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePerson } from '../officers/officers.rules.ts';
import { blanksIn } from '../replies/lint-blanks.rules.ts';
import { requireSendable } from '../tickets/answer-check.usecases.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import { presentRow } from '../tickets/present.rules.ts';
import { requireSeen } from '../tickets/seen.usecases.ts';
import { requireFits } from '../tickets/sends.rules.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { lookToAnswer, type Held } from './access.usecases.ts';
import { unitsSeeing } from './lock.usecases.ts';
import { approversFor } from './people.rules.ts';
import type { SpreadDeps } from './spread.types.ts';
import {
  changeStatement,
  findStatement,
  insertStatement,
  statementsAsked,
  type Statement,
} from './statement.repository.ts';
import { allows, languageFor, stepsFor, type StatementStep } from './statement.rules.ts';

/** Where a statement stands: by the ticket on whose page it was written. */
export interface StatementTarget {
  readonly actor: Actor;
  readonly id: string;
  /** Null for one that is to be written. */
  readonly statement: string | null;
  readonly version: number;
}

export interface Wording {
  readonly texts: Readonly<Record<string, string>>;
  readonly tickets: readonly string[];
  readonly nextWordAt: number;
  readonly approver: string;
}

export type Post = NonNullable<Held['post']>;
export type Working = Held & { readonly post: Post; readonly at: number };

const changed = (): never => fail({ code: 'spread.statement_changed', kind: 'conflict' });

/** The statement as this officer may take this step with it. Throws spread.statement_changed, officers.not_allowed, officers.person_needed. */
export async function loadStatement(
  tx: Tx,
  { target, step, held }: { target: StatementTarget; step: StatementStep; held: Working },
): Promise<Statement> {
  const { actor, id, statement, version } = target;
  // Of two who must not be one person neither may be a key: whoever holds it could be the other one too.
  if (step === 'ask' || step === 'approve') requirePerson(actor);
  const before = statement === null ? null : await findStatement(tx, { id: statement, ticket: id });
  if (!before || before.version !== version || !allows(before.state, step)) return changed();
  if (step === 'approve' && before.writer === actor.officer) fail({ code: 'spread.own_statement', kind: 'forbidden' });
  const positions = actor.posts.map(({ position }) => position);
  const speaker = held.lock?.position ?? null;
  // How long ago it was sent is judged where it is taken back, with a sentence of its own.
  const may = stepsFor(before, { officer: actor.officer, positions, speaker, undoAfter: 0 });
  if (step === 'send' && !may.includes(step)) fail({ code: 'spread.one_voice', kind: 'forbidden' });
  if (!may.includes(step)) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return before;
}

/** A thread in which a statement may be said: one of its own incident, that the officer sees. Throws tickets.not_found, spread.other_incident. */
async function requireThread(tx: Tx, { actor, id, held }: { actor: Actor; id: string; held: Held }) {
  const seen = await requireSeen(tx, { actor, id });
  if (incidentOf(seen.ticket) !== incidentOf(held.ticket))
    fail({ code: 'spread.other_incident', kind: 'unprocessable', fields: { tickets: 'invalid' } });
  return seen;
}

/** The threads of a statement with what is said in each. Throws tickets.not_found, spread.other_incident, tickets.protected_public, spread.language_missing, tickets.no_channel, tickets.answer_stopped. */
export async function sayable(
  deps: SpreadDeps,
  tx: Tx,
  { actor, texts, tickets, held }: Pick<Wording, 'texts' | 'tickets'> & { actor: Actor; held: Held },
): Promise<{ ticket: Ticket; text: string }[]> {
  const said: { ticket: Ticket; text: string }[] = [];
  for (const id of new Set(tickets)) {
    const { ticket, units } = await requireThread(tx, { actor, id, held });
    if (ticket.protected) fail({ code: 'tickets.protected_public', kind: 'unprocessable' });
    const language = languageFor(ticket.language);
    const text = texts[language]?.trim();
    if (!text)
      fail({ code: 'spread.language_missing', kind: 'unprocessable', fields: { [`texts.${language}`]: 'required' } });
    const channel = deps.channel(ticket.channel);
    if (!channel?.canSend) fail({ code: 'tickets.no_channel', kind: 'unprocessable' });
    requireFits(channel, { text, field: `texts.${language}` });
    await requireSendable(deps, tx, { actor, ticket, units, answer: { text, kind: 'reply' }, accept: undefined });
    said.push({ ticket, text });
  }
  return said;
}

/** Runs one step on a statement in one transaction, with its event. */
export async function onStatement(
  deps: SpreadDeps,
  target: StatementTarget,
  work: (tx: Tx, held: Working) => Promise<{ type: string; data: Readonly<Record<string, unknown>> }>,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const held = await lookToAnswer(tx, { actor: target.actor, id: target.id, now: at });
    const { type, data } = await work(tx, { ...held, at });
    const actor = actorAt(target.actor, held.post);
    await deps.events.append(tx, [{ stream: `ticket:${target.id}`, type: `ticket.spread-${type}`, actor, data }]);
  });
}

/** Refuses an approver who is not senior to the writer, or may not know of the matter. */
function requireApprover(
  deps: SpreadDeps,
  { held, actor, approver }: { held: Working; actor: Actor; approver: string },
): void {
  const asked = {
    ...{ tree: deps.tree, offices: deps.offices },
    ...{ matter: held.ticket, sees: unitsSeeing(deps, held.ticket) },
  };
  const found = approversFor(asked, { post: held.post, officer: actor.officer }).some(({ id }) => id === approver);
  if (!found) fail({ code: 'spread.approver_unknown', kind: 'unprocessable', fields: { approver: 'invalid' } });
}

/**
 * Writes a holding statement, or writes it anew: one open one an incident. Whoever writes last is its writer.
 * Throws tickets.not_found, officers.not_allowed, spread.not_spreading, spread.statement_changed,
 * spread.approver_unknown, spread.next_word_past, spread.other_incident.
 */
export async function writeStatement(deps: SpreadDeps, input: StatementTarget & Wording): Promise<{ id: string }> {
  const { actor, texts, nextWordAt, approver } = input;
  const tickets = [...new Set(input.tickets)];
  const id = input.statement ?? deps.ids.make('stm');
  await onStatement(deps, input, async (tx, held) => {
    const { ticket, at, post } = held;
    const before = input.statement === null ? null : await loadStatement(tx, { target: input, step: 'write', held });
    if (!before && input.version !== 0) changed();
    if (!held.leads && !held.lock) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    if (!held.mayLock && !held.lock) fail({ code: 'spread.not_spreading', kind: 'conflict' });
    if (nextWordAt <= at)
      fail({ code: 'spread.next_word_past', kind: 'unprocessable', fields: { nextWordAt: 'invalid' } });
    requireApprover(deps, { held, actor, approver });
    for (const one of tickets) await requireThread(tx, { actor, id: one, held });
    const said = { texts, tickets, nextWordAt, approver, writer: actor.officer, writerPosition: post.position };
    const fresh = { state: 'draft', reason: null, decidedBy: null, decidedAt: null, sentBy: null, sentAt: null };
    if (before) {
      if (!(await changeStatement(tx, { before, set: { ...said, ...fresh } }))) changed();
    } else {
      const place = { id, incident: incidentOf(ticket), ticket: ticket.id, num: ticket.num };
      const row = { ...place, ...said, ...fresh, sends: [], createdAt: at, closedAt: null, version: 1 };
      if (!(await insertStatement(tx, row))) changed();
    }
    return { type: 'statement-written', data: { statement: id } };
  });
  return { id };
}

/**
 * Asks the named approver: from now on the words stand still. They are looked through as every answer is.
 * Throws what `sayable` throws, spread.blank_left, spread.statement_changed, officers.not_allowed.
 */
export const askApproval = (deps: SpreadDeps, target: StatementTarget): Promise<void> =>
  onStatement(deps, target, async (tx, held) => {
    const before = await loadStatement(tx, { target, step: 'ask', held });
    requireApprover(deps, { held, actor: target.actor, approver: before.approver });
    // In all languages, also those in which no thread is answered now.
    const open = Object.entries(before.texts).filter(([, text]) => blanksIn(text).length > 0);
    const fields = Object.fromEntries(open.map(([language]) => [`texts.${language}`, 'spread.blank_left']));
    if (open.length > 0) fail({ code: 'spread.blank_left', kind: 'unprocessable', fields });
    await sayable(deps, tx, { ...before, actor: target.actor, held });
    if (!(await changeStatement(tx, { before, set: { state: 'asked', reason: null } }))) changed();
    return { type: 'statement-asked', data: { statement: before.id, approver: before.approver } };
  });

/** The named approver says yes, or gives it back with a reason. Throws spread.own_statement, spread.statement_changed. */
export const decideStatement = (
  deps: SpreadDeps,
  target: StatementTarget & ({ readonly step: 'approve' } | { readonly step: 'return'; readonly reason: string }),
): Promise<void> =>
  onStatement(deps, target, async (tx, held) => {
    const before = await loadStatement(tx, { target, step: target.step, held });
    const by = { decidedBy: target.actor.officer, decidedAt: held.at };
    const set =
      target.step === 'approve' ? { ...by, state: 'approved' } : { ...by, state: 'returned', reason: target.reason };
    if (!(await changeStatement(tx, { before, set }))) changed();
    const type = target.step === 'approve' ? 'statement-approved' : 'statement-returned';
    return { type, data: { statement: before.id } };
  });

/** Statements that wait for this officer's yes. */
export async function listAsked(deps: Pick<SpreadDeps, 'db' | 'tree'>, actor: Actor) {
  const positions = actor.posts.map(({ position }) => position);
  const found = await statementsAsked(deps.db.read, { viewer: viewerOf(actor), positions });
  return found.flatMap(({ statement, ticket }) =>
    statement.writer === actor.officer
      ? []
      : [{ id: statement.id, nextWordAt: statement.nextWordAt, ticket: presentRow(deps.tree, ticket) }],
  );
}

/** It is not said after all. Throws spread.statement_changed, officers.not_allowed. */
export const withdrawStatement = (deps: SpreadDeps, target: StatementTarget): Promise<void> =>
  onStatement(deps, target, async (tx, held) => {
    const before = await loadStatement(tx, { target, step: 'withdraw', held });
    if (!(await changeStatement(tx, { before, set: { state: 'withdrawn', closedAt: held.at } }))) changed();
    return { type: 'statement-withdrawn', data: { statement: before.id } };
  });
