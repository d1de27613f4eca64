import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import { heldAmong, takeTurns } from '../evidence/on-ticket.usecases.ts';
import type { Message } from '../inbound/inbound.types.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability, requirePerson, unitsWith } from '../officers/officers.rules.ts';
import { reaches, type Reach } from '../officers/scope.rules.ts';
import { parseDocket } from '../tickets/docket.rules.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Sighted } from '../tickets/visible.usecases.ts';
import { contactsCalled, dropContacts, messagesBy, messagesOf, ticketsBy } from './erase.repository.ts';
import { eraseTickets, eraseVoices, type Erased } from './erase.usecases.ts';
import { currentRule, proveErasure } from './prove.usecases.ts';
import { countFiles, findContact, ticketWithin } from './request.repository.ts';
import { DAY } from './retention.rules.ts';
import { NEEDED } from './retention.usecases.ts';
import type { RetentionDeps } from './retention.types.ts';

type RequestDeps = RetentionDeps & { readonly tree: Reach };

export const ERASABLE = ['ticket', 'citizen'] as const;
export type Erasable = (typeof ERASABLE)[number];

/** What a request is about: a citizen's own tickets, and what he wrote on those of others. */
interface Matter {
  readonly kind: Erasable;
  readonly id: string;
  /** Docket number or handle. */
  readonly name: string;
  readonly tickets: readonly Ticket[];
  readonly voices: readonly Message[];
}

const viewerOf = (actor: Actor): Sighted => ({ officer: actor.officer, units: unitsWith(actor, NEEDED) });

const matterOf = (ticket: Ticket): Matter => ({
  ...{ kind: 'ticket', id: ticket.id, name: ticket.docket ?? ticket.id },
  ...{ tickets: [ticket], voices: [] },
});

async function citizenOf(read: Read, contact: { id: string; handle: string | null }): Promise<Matter> {
  const tickets = await ticketsBy(read, contact.id);
  const own = new Set(tickets.map(({ id }) => id));
  const voices = (await messagesBy(read, contact.id)).filter(({ ticket }) => ticket === null || !own.has(ticket));
  return { kind: 'citizen', id: contact.id, name: contact.handle ?? contact.id, tickets, voices };
}

/** A citizen may have written anywhere: only who administers everything erases him, and learns where he wrote. */
const mayEraseCitizens = ({ tree }: RequestDeps, actor: Actor): boolean =>
  reaches({ actor, capability: NEEDED, tree, unit: null });

async function find(deps: RequestDeps, { actor, typed }: { actor: Actor; typed: string }): Promise<Matter[]> {
  const { read } = deps.db;
  const docket = parseDocket(typed);
  if (docket) {
    const ticket = await ticketWithin(read, { viewer: viewerOf(actor), docket });
    return ticket ? [matterOf(ticket)] : [];
  }
  if (!mayEraseCitizens(deps, actor)) return [];
  const found = await contactsCalled(read, typed.replace(/^[@＠]/, '').toLowerCase());
  const matters = [];
  for (const contact of found) matters.push(await citizenOf(read, contact));
  return matters;
}

const touched = ({ tickets, voices }: Matter): string[] => [
  ...new Set([...tickets.map(({ id }) => id), ...voices.flatMap(({ ticket }) => ticket ?? [])]),
];

/** How much a request would erase, and whether an order keeps some of it. */
async function weigh(read: Read, matter: Matter) {
  const ids = matter.tickets.map(({ id }) => id);
  const messages = [...(ids.length === 0 ? [] : await messagesOf(read, ids)), ...matter.voices].map(({ id }) => id);
  const { kind, id, name } = matter;
  return {
    ...{ kind, id, name, tickets: ids.length, messages: messages.length },
    files: await countFiles(read, { tickets: ids, messages }),
    isHeld: (await heldAmong(read, touched(matter))).size > 0,
    isErased: matter.tickets.length > 0 && matter.tickets.every(({ erasedAt }) => erasedAt !== null),
  };
}

/**
 * What a docket number or a handle stands for, how much would be erased of it and when no backup holds it any more.
 * Throws officers.not_allowed.
 */
export async function previewErasure(deps: RequestDeps, { actor, typed }: { actor: Actor; typed: string }) {
  requireCapability(actor, NEEDED);
  const found = [];
  for (const matter of await find(deps, { actor, typed })) found.push(await weigh(deps.db.read, matter));
  const { terms } = await currentRule(deps.db.read);
  return { found, backupsUntil: deps.clock.now() + terms.backupDays * DAY };
}

/** The matter that an id names. Throws retention.not_found, also where it is out of reach. */
async function load(
  deps: RequestDeps,
  read: Read,
  { actor, kind, id }: { actor: Actor; kind: Erasable; id: string },
): Promise<Matter> {
  if (kind === 'ticket') {
    const ticket = await ticketWithin(read, { viewer: viewerOf(actor), id });
    return ticket ? matterOf(ticket) : fail({ code: 'retention.not_found', kind: 'not-found' });
  }
  const contact = mayEraseCitizens(deps, actor) ? await findContact(read, id) : null;
  return contact ? citizenOf(read, contact) : fail({ code: 'retention.not_found', kind: 'not-found' });
}

const sum = (one: Erased, other: Erased, contacts: readonly string[]): Erased => ({
  ids: [...one.ids, ...other.ids, ...contacts],
  tickets: one.tickets + other.tickets,
  messages: one.messages + other.messages,
  files: one.files + other.files,
  others: one.others + other.others + contacts.length,
});

/**
 * Erases what a citizen asked for, or one ticket, with its recorded reason. Throws officers.not_allowed,
 * officers.person_needed, retention.not_found, retention.held, retention.erased.
 */
export async function eraseOnRequest(
  deps: RequestDeps,
  { actor, kind, id, reason }: { actor: Actor; kind: Erasable; id: string; reason: string },
) {
  requireCapability(actor, NEEDED);
  requirePerson(actor);
  return deps.db.write(async (tx) => {
    await takeTurns(tx, touched(await load(deps, tx, { actor, kind, id })));
    // Read again once it is our turn: another may have erased it meanwhile.
    const matter = await load(deps, tx, { actor, kind, id });
    if ((await heldAmong(tx, touched(matter))).size > 0) fail({ code: 'retention.held', kind: 'conflict' });
    const tickets = matter.tickets.filter(({ erasedAt }) => erasedAt === null);
    if (tickets.length === 0 && kind === 'ticket') fail({ code: 'retention.erased', kind: 'conflict' });
    const at = deps.clock.now();
    const by = actorName(actor, NEEDED);
    const own = await eraseTickets(deps, tx, { tickets, at, by, data: { class: kind } });
    const voices = await eraseVoices(deps, tx, { messages: matter.voices, at, by });
    const contacts = kind === 'citizen' ? await dropContacts(tx, [id]) : [];
    const { terms } = await currentRule(tx);
    const why = { kept: kind, version: null, backupDays: terms.backupDays, at, by, officer: actor.officer, reason };
    const proof = await proveErasure(deps, tx, { erased: sum(own, voices, contacts), why });
    const { tickets: dockets, messages, files, digest, backupsUntil } = proof;
    return { id: proof.id, tickets: dockets, messages, files, digest, backupsUntil };
  });
}
