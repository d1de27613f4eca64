import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import { heldAmong, takeTurns } from '../evidence/on-ticket.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability, requirePerson, unitsWith } from '../officers/officers.rules.ts';
import { reaches, type Reach } from '../officers/scope.rules.ts';
import { parseDocket } from '../tickets/docket.rules.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Sighted } from '../tickets/visible.usecases.ts';
import { contactsCalled, messagesOf } from './erase.repository.ts';
import { eraseTickets } from './erase.usecases.ts';
import { countKept, insertOrder, partsOf, weighCitizen } from './order.repository.ts';
import { carryOut } from './order.usecases.ts';
import { currentRule, proveErasure } from './prove.usecases.ts';
import { countFiles, findContact, ticketWithin } from './request.repository.ts';
import { DAY } from './retention.rules.ts';
import { NEEDED } from './retention.usecases.ts';
import type { RetentionDeps } from './retention.types.ts';

type RequestDeps = RetentionDeps & { readonly tree: Reach };

export const ERASABLE = ['ticket', 'citizen'] as const;
export type Erasable = (typeof ERASABLE)[number];

/** What a request is about: a ticket, or a citizen with everything that he wrote. */
type Matter =
  | { readonly kind: 'ticket'; readonly id: string; readonly name: string; readonly ticket: Ticket }
  | { readonly kind: 'citizen'; readonly id: string; readonly name: string };

const viewerOf = (actor: Actor): Sighted => ({ officer: actor.officer, units: unitsWith(actor, NEEDED) });

const matterOf = (ticket: Ticket): Matter => ({
  ...{ kind: 'ticket', id: ticket.id, name: ticket.docket ?? ticket.id, ticket },
});

const citizenOf = (contact: { id: string; handle: string | null }): Matter => ({
  ...{ kind: 'citizen', id: contact.id, name: contact.handle ?? contact.id },
});

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
  return (await contactsCalled(read, typed.replace(/^[@＠]/, '').toLowerCase())).map(citizenOf);
}

/** How much a request would erase, and whether an order keeps some of it. */
async function weigh(read: Read, matter: Matter) {
  const { kind, id, name } = matter;
  if (matter.kind === 'citizen') {
    const amount = await weighCitizen(read, id);
    return { kind, id, name, ...amount, isHeld: (await countKept(read, id)) > 0, isErased: false };
  }
  const messages = await messagesOf(read, [id]);
  return {
    ...{ kind, id, name, tickets: 1, messages: messages.length, files: await countFiles(read, id) },
    ...{ isHeld: (await heldAmong(read, [id])).size > 0, isErased: matter.ticket.erasedAt !== null },
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

/** Parts of an erasure for which whoever asks waits; what is left is carried on behind. */
const AT_ONCE = 20;

/** Erases one ticket with its proof. Throws retention.not_found, retention.held, retention.erased. */
async function eraseTicket(deps: RequestDeps, { actor, id, reason }: Asked) {
  return deps.db.write(async (tx) => {
    await takeTurns(tx, [id]);
    // Read once it is our turn: another may have erased it meanwhile.
    const ticket = await ticketWithin(tx, { viewer: viewerOf(actor), id });
    if (!ticket) fail({ code: 'retention.not_found', kind: 'not-found' });
    if ((await heldAmong(tx, [id])).size > 0) fail({ code: 'retention.held', kind: 'conflict' });
    if (ticket.erasedAt !== null) fail({ code: 'retention.erased', kind: 'conflict' });
    const at = deps.clock.now();
    const by = actorName(actor, NEEDED);
    const erased = await eraseTickets(deps, tx, { tickets: [ticket], at, by, data: { class: 'ticket' } });
    const { terms } = await currentRule(tx);
    const why = { kept: 'ticket', version: null, backupDays: terms.backupDays, at, by, officer: actor.officer, reason };
    const { tickets, messages, files, backupsUntil, ...proof } = await proveErasure(deps, tx, { erased, why });
    return { id: proof.id, tickets, messages, files, backupsUntil, isDone: true };
  });
}

/** Orders that a citizen is erased, and begins with it. Throws retention.not_found, retention.held. */
async function eraseCitizen(deps: RequestDeps, { actor, id, reason }: Asked) {
  const order = await deps.db.write(async (tx) => {
    const contact = mayEraseCitizens(deps, actor) ? await findContact(tx, id) : null;
    if (!contact) fail({ code: 'retention.not_found', kind: 'not-found' });
    if ((await countKept(tx, id)) > 0) fail({ code: 'retention.held', kind: 'conflict' });
    const at = deps.clock.now();
    const { terms } = await currentRule(tx);
    const wanted = {
      ...{ id: deps.ids.make('ero'), contact: id, officer: actor.officer, by: actorName(actor, NEEDED), reason, at },
      ...{ step: 0, backupsUntil: at + terms.backupDays * DAY, doneAt: null, kept: 0 },
    };
    const made = await insertOrder(tx, wanted);
    if (made.id === wanted.id)
      await deps.events.append(tx, [
        { stream: 'retention:citizen', type: 'retention.ordered', actor: made.by, data: { order: made.id } },
      ]);
    return made;
  });
  const after = await carryOut(deps, { id: order.id, parts: AT_ONCE });
  const [sum] = await partsOf(deps.db.read, [order.id]);
  const { tickets = 0, messages = 0, files = 0 } = sum ?? {};
  const { backupsUntil, doneAt } = after ?? order;
  return { id: order.id, tickets, messages, files, backupsUntil, isDone: doneAt !== null };
}

interface Asked {
  readonly actor: Actor;
  readonly id: string;
  readonly reason: string;
}

/**
 * Erases what a citizen asked for, or one ticket, with its recorded reason. What is much goes in parts, each with its
 * proof, and is carried on after the answer. Throws officers.not_allowed, officers.person_needed, retention.not_found,
 * retention.held, retention.erased.
 */
export async function eraseOnRequest(deps: RequestDeps, { kind, ...asked }: Asked & { readonly kind: Erasable }) {
  requirePerson(requireCapability(asked.actor, NEEDED));
  return kind === 'ticket' ? eraseTicket(deps, asked) : eraseCitizen(deps, asked);
}
