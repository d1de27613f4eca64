import type { Tables, Tx } from '../../schema.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import { adoptRetweets, matchesOf } from '../inbound/matches.usecases.ts';
import type { InboundDeps } from '../inbound/inbound.types.ts';
import { runningSituations } from '../situations/situations.usecases.ts';
import type { Declared } from '../situations/situations.types.ts';
import { heldEvents, lastSentOn, queueSends, sentOn, type NewSend, type Sent } from '../replies/outbox.usecases.ts';
import { noteReach, type Grown } from '../spread/reach.usecases.ts';
import { handlesOf } from '../inbound/inbound.usecases.ts';
import { isRed } from './alarm.rules.ts';
import { raiseAlarms } from './alarm.usecases.ts';
import { documentTokens } from './search.rules.ts';
import type { Arrival } from './arrival.rules.ts';
import type { Plea } from './sends.rules.ts';
import { proveOwnership, refreshDue, saveTouched, stopFirstResponse, holdTickets } from './intake.repository.ts';
import { deadlinesAt, type DueAt } from '../deadlines/in-force.usecases.ts';
import { dueAnew } from './due-anew.usecases.ts';
import { indexAgain } from './follow.usecases.ts';
import { FLOOD_WINDOW } from './flood.rules.ts';
import { countByReporter } from './flood.repository.ts';
import { moveAccess } from './access.repository.ts';
import { moveDeadlines } from './clocks.repository.ts';
import { resumeAnswered } from './pause.usecases.ts';
import { endStep } from './steps.repository.ts';
import { followProtection } from './protected.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { partsOf } from './parts.repository.ts';
import { takeReply, type Reply } from './verdict-reply.usecases.ts';
import { saysOf } from './verdict.rules.ts';

interface Known {
  readonly ticket: string;
  readonly message: string | null;
  readonly contact: string | null;
}

export interface Opening {
  readonly ticket: string;
  readonly owner: string;
  readonly policy: string;
  readonly plea: Plea;
}

/** What one transaction of intake knows and gathers; written at its end, table by table. */
export interface IntakeBatch {
  readonly byConversation: Map<string, Known>;
  readonly byPost: Map<string, Known>;
  readonly byCopy: Map<string, Known>;
  /** Tickets by id as they stand, changes of this batch included. */
  readonly tickets: Map<string, Ticket>;
  /** What we sent on these tickets, looked up when own posts arrive. */
  readonly sent: readonly Sent[];
  /** The answer of each ticket's last report, looked up when somebody says no more than yes or no. */
  readonly asked: ReadonlyMap<string, { readonly answer: string; readonly isLast: boolean }>;
  readonly made: Ticket[];
  readonly touched: Set<string>;
  readonly moved: Set<string>;
  readonly answered: Set<string>;
  /** Tickets whose citizen is in danger of life by newer words: their clocks are shortened. */
  readonly raised: Set<string>;
  /** Whose citizen wrote to us again. */
  readonly spoke: Set<string>;
  /** Whose author now asks to stay unknown. */
  readonly hushed: Set<string>;
  /** Of tickets in danger of life, whether the stages are sure enough to sound the siren. */
  readonly sirens: Map<string, boolean>;
  /** Tickets that came back to the desk with a new clock. */
  readonly returned: Set<string>;
  readonly access: Tables['ticketAccess']['$inferInsert'][];
  readonly clocks: Tables['clock']['$inferInsert'][];
  readonly joins: Tables['join']['$inferInsert'][];
  /** By how much tickets were carried further, and when. */
  readonly grown: Grown[];
  readonly conflicts: Tables['ticketConflict']['$inferInsert'][];
  readonly events: NewEvent[];
  readonly sends: NewSend[];
  /** What search is to find of the tickets made. */
  readonly documents: { ticket: string; fold: string; handles: readonly string[]; units: readonly string[] }[];
  readonly proofs: { ticket: string; words: readonly string[] }[];
  /** What owners replied to our question whether it is solved. */
  readonly verdicts: Reply[];
  /** Tickets opened by policy that wait for their numbers. */
  readonly openings: Opening[];
  /** Tickets of each author in the last hour, those of this batch included. */
  readonly lately: Map<string, number>;
  /** What is declared for now: it may let more of one author pass. */
  readonly situations: readonly Declared[];
  /** When clocks end that begin now. */
  readonly dueAt: DueAt;
  /** Retweets of posts that are not held, by the post that they repeat. */
  readonly loose: Map<string, readonly { message: string; reach: number; at: number }[]>;
  /** Of these retweets those whose post came, with its ticket. */
  readonly adopted: Map<string, string>;
}

/** What we sent into the threads of these tickets: on them, or on matters that were split off from them. */
async function sentInThreads(tx: Tx, ids: readonly string[]): Promise<Sent[]> {
  const splits = new Map((await partsOf(tx, ids)).map(({ id, origin }) => [id, origin]));
  const sent = await sentOn(tx, [...ids, ...splits.keys()]);
  return sent.map((one) => ({ ...one, ticket: splits.get(one.ticket) ?? one.ticket }));
}

/** Gathers what is known of the arrivals' conversations, posts and copies, and their tickets. */
export async function createIntakeBatch(deps: InboundDeps, tx: Tx, arrivals: readonly Arrival[]): Promise<IntakeBatch> {
  const known = await matchesOf(deps, tx, arrivals);
  const ids = [known.byConversation, known.byPost, known.byCopy].flatMap((map) =>
    [...map.values()].map((one) => one.ticket),
  );
  const tickets = new Map((await holdTickets(tx, ids)).map((ticket) => [ticket.id, ticket]));
  return {
    ...known,
    tickets,
    sent: arrivals.some(({ message }) => message.direction === 'out') ? await sentInThreads(tx, ids) : [],
    asked: arrivals.some(({ message }) => saysOf(message.text) !== null) ? await lastSentOn(tx, ids) : new Map(),
    lately: await countByReporter(tx, {
      reporters: arrivals.flatMap(({ message }) => message.contact ?? []),
      after: deps.ids.floor(deps.clock.now() - FLOOD_WINDOW),
    }),
    situations: await runningSituations(tx, deps.clock.now()),
    dueAt: await deadlinesAt(deps, tx, deps.clock.now()),
    made: [],
    touched: new Set(),
    moved: new Set(),
    answered: new Set(),
    raised: new Set(),
    spoke: new Set(),
    hushed: new Set(),
    sirens: new Map(),
    returned: new Set(),
    access: [],
    clocks: [],
    joins: [],
    grown: [],
    conflicts: [],
    events: [],
    sends: [],
    documents: [],
    proofs: [],
    verdicts: [],
    openings: [],
    adopted: new Map(),
  };
}

/** Writes everything a batch gathered. */
export async function flushBatch(deps: InboundDeps, tx: Tx, batch: IntakeBatch): Promise<void> {
  const { tables } = tx;
  const made = batch.made.map((ticket) => batch.tickets.get(ticket.id) ?? ticket);
  const madeIds = new Set(made.map((ticket) => ticket.id));
  if (made.length > 0) await tx.insertRows(tables.ticket, made);
  if (batch.access.length > 0) await tx.insertRows(tables.ticketAccess, batch.access);
  if (batch.clocks.length > 0) await tx.insertRows(tables.clock, batch.clocks, { onConflict: 'ignore' });
  await adoptRetweets(tx, batch.adopted);
  if (batch.joins.length > 0) await tx.insertRows(tables.join, batch.joins, { onConflict: 'ignore' });
  if (batch.conflicts.length > 0) await tx.insertRows(tables.ticketConflict, batch.conflicts, { onConflict: 'ignore' });
  const touched = [...batch.touched].filter((id) => !madeIds.has(id)).flatMap((id) => batch.tickets.get(id) ?? []);
  await saveTouched(tx, touched);
  // A life at risk is not folded, whenever it is told of.
  const raised = [...batch.raised].filter((id) => (batch.tickets.get(id)?.foldedUntil ?? null) !== null);
  for (const id of new Set([...batch.moved, ...raised])) {
    const ticket = batch.tickets.get(id);
    if (ticket) await moveAccess(tx, { num: ticket.num, state: ticket.state });
  }
  for (const id of batch.hushed) {
    const after = madeIds.has(id) ? undefined : batch.tickets.get(id);
    if (!after) continue;
    const splits = await followProtection(deps, tx, { before: { ...after, protected: false }, after });
    for (const ticket of [after, ...splits]) await indexAgain(deps, tx, ticket);
  }
  const at = deps.clock.now();
  await stopFirstResponse(tx, { tickets: [...batch.answered], at });
  for (const id of batch.raised) {
    const ticket = batch.tickets.get(id);
    if (!ticket) continue;
    await endStep(tx, { step: 'pause', ticket: id, at, ending: 'danger' });
    await moveDeadlines(tx, { ticket: id, dueAt: dueAnew(deps, tx, ticket) });
  }
  await resumeAnswered(deps, tx, { tickets: [...batch.spoke], at });
  await refreshDue(tx, [...batch.answered, ...batch.raised, ...batch.returned]);
  for (const reply of batch.verdicts) await takeReply(deps, tx, reply);
  for (const proof of batch.proofs) await proveOwnership(tx, { ...proof, at });
  await noteReach(tx, { grown: batch.grown, now: at });
  await deps.events.append(tx, batch.events);
  const held = await queueSends(tx, { sends: batch.sends, at, notBefore: at });
  await deps.events.append(tx, heldEvents(held));
  await raiseAlarms(deps, tx, alarmsOf(batch));
  await indexMade(deps, tx, batch);
}

/** Alarms for the tickets of the batch that tell of a life at risk. */
const alarmsOf = (batch: IntakeBatch): { ticket: Ticket; siren: boolean }[] =>
  [...batch.sirens].flatMap(([id, siren]) => {
    const ticket = batch.tickets.get(id);
    return ticket && isRed(ticket) ? [{ ticket, siren }] : [];
  });

/** Indexes the tickets made, with the numbers that some of them got meanwhile. */
async function indexMade(deps: InboundDeps, tx: Tx, batch: IntakeBatch): Promise<void> {
  if (batch.documents.length === 0) return;
  const authors = await handlesOf(
    tx,
    batch.made.flatMap(({ reporter }) => reporter ?? []),
  );
  const documents = batch.documents.flatMap(({ ticket: id, fold, handles, units }) => {
    const ticket = batch.tickets.get(id);
    if (!ticket) return [];
    const author = authors.get(ticket.reporter ?? '');
    const all = author === undefined || ticket.secrecy === 'asked' ? handles : [author, ...handles];
    const tokens = documentTokens({ fold, docket: ticket.docket, handles: all });
    return [{ num: ticket.num, tokens, units, fresh: true }];
  });
  await deps.search.index(tx, documents);
}
