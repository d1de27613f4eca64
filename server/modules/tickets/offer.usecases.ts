import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import { accusedBy, accessUnits, ownerOutside, requireUnit } from './access.rules.ts';
import { act, type Changed, type Decision } from './change.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { writeNote } from './notes.usecases.ts';
import { notesOf } from './notes.repository.ts';
import { countOffers, insertOffer, offeredTo, openOffer } from './offer.repository.ts';
import { givingPost, OFFERS_ALONE, takingPost, type Offer } from './offer.rules.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { endStep } from './steps.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

const SHOWN = 50;

/** Where a ticket goes with a new unit, and whom it is about then. */
export async function ownerAt(
  deps: Pick<TicketDeps, 'tree'>,
  tx: Tx,
  { ticket, to }: { ticket: Ticket; to: string },
): Promise<Pick<Ticket, 'owner' | 'accusedUnit' | 'second' | 'offered'>> {
  const words = foldText((await findPlea(tx, ticket.id))?.text ?? ticket.headline).split(' ');
  const accusedUnit = accusedBy({ tree: deps.tree, ticket, chosen: to, words });
  return { owner: ownerOutside({ tree: deps.tree, owner: to, accusedUnit }), accusedUnit, second: null, offered: null };
}

/** Refuses what is no offer: to oneself, of what is urgent, or to a unit that must not know. */
async function requireOffer(
  deps: TicketDeps,
  tx: Tx,
  { ticket, to, within }: { ticket: Ticket; to: string; within: string },
): Promise<void> {
  requireUnit(deps.tree, { unit: to, within, field: 'to' });
  if (ticket.urgency !== 'normal') fail({ code: 'tickets.bounce_urgent', kind: 'conflict' });
  const after = accessUnits({ ...ticket, tree: deps.tree, offered: to });
  // A complaint about police is not offered to the unit that it turns out to name there.
  const { owner } = await ownerAt(deps, tx, { ticket, to });
  if (ticket.owner === to || owner !== to || !after.includes(to))
    fail({ code: 'tickets.offer_unfit', kind: 'unprocessable', fields: { to: 'tickets.offer_unfit' } });
}

/**
 * Offers a docket to another unit: owner and clocks stay until that one accepts. The third time it goes to the next
 * unit up instead. Throws tickets.bounce_urgent, tickets.offer_open, tickets.offer_unfit, tickets.unit_unknown.
 */
export async function bounceTicket(
  deps: TicketDeps,
  input: Target & { readonly to: string; readonly reason: string },
): Promise<Changed> {
  const { actor, to } = input;
  return act(deps, {
    ...input,
    action: 'bounce',
    decide: async ({ ticket, tx, at, units }): Promise<Decision> => {
      const post = givingPost({ tree: deps.tree, actor, capability: 'ticket.transfer', units, ticket });
      if (!post || ticket.owner === null) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
      await requireOffer(deps, tx, { ticket, to, within: post.unit });
      if (await openOffer(tx, ticket.id)) fail({ code: 'tickets.offer_open', kind: 'conflict' });
      const up = deps.tree.byId(ticket.owner)?.parent ?? null;
      const goesUp = up !== null && (await countOffers(tx, ticket.id)) >= OFFERS_ALONE;
      const note = await writeNote(deps, tx, { ticket: ticket.id, text: input.reason, actor, at });
      const id = deps.ids.make('ofr');
      await insertOffer(tx, {
        ...{ id, ticket: ticket.id, num: ticket.num, fromUnit: ticket.owner, toUnit: to, note, startedAt: at },
        ...(goesUp ? { endedAt: at, ending: 'handed-up', endedBy: actor.officer } : OPEN),
        ...{ officer: actor.officer, position: post.position },
      });
      const data = { note, offer: id };
      if (!goesUp) return { set: { offered: to }, type: 'ticket.offered', data };
      const owner = await ownerAt(deps, tx, { ticket, to: up });
      return { set: { state: 'open', ...owner }, type: 'ticket.transferred', data: { ...data, handedUp: true } };
    },
  });
}

const OPEN = { endedAt: null, ending: null, endedBy: null };

type Ended = Target & { readonly reason?: string | undefined };

/** Ends the open offer of a ticket, which somebody may have ended meanwhile. Throws tickets.offer_none. */
async function end(tx: Tx, of: { ticket: string; at: number; ending: string; by: string }): Promise<Offer> {
  const offer = await openOffer(tx, of.ticket);
  if (!offer || !(await endStep(tx, { ...of, step: 'offer' }))) fail({ code: 'tickets.offer_none', kind: 'conflict' });
  return offer;
}

/** The unit takes the docket that it was offered. Throws officers.not_allowed, tickets.offer_none. */
export async function acceptOffer(deps: TicketDeps, input: Target): Promise<Changed> {
  const { actor } = input;
  return act(deps, {
    ...input,
    action: 'accept-offer',
    decide: async ({ ticket, tx, at, units }) => {
      if (ticket.offered === null) fail({ code: 'tickets.offer_none', kind: 'conflict' });
      // It has become urgent since: whoever has it acts.
      if (ticket.urgency !== 'normal') fail({ code: 'tickets.bounce_urgent', kind: 'conflict' });
      if (!takingPost({ tree: deps.tree, actor, capability: 'ticket.act', units, ticket }))
        fail({ code: 'officers.not_allowed', kind: 'forbidden' });
      const offer = await end(tx, { ticket: ticket.id, at, ending: 'accepted', by: actor.officer });
      const owner = await ownerAt(deps, tx, { ticket, to: offer.toUnit });
      return { set: { state: 'open', ...owner }, type: 'ticket.transferred', data: { offer: offer.id } };
    },
  });
}

/** The unit gives an offer back, with why. Throws officers.not_allowed, tickets.offer_none. */
export async function returnOffer(deps: TicketDeps, input: Ended & { readonly reason: string }): Promise<Changed> {
  const { actor } = input;
  return act(deps, {
    ...input,
    action: 'return-offer',
    decide: async ({ ticket, tx, at, units }) => {
      if (ticket.offered === null) fail({ code: 'tickets.offer_none', kind: 'conflict' });
      if (!takingPost({ tree: deps.tree, actor, capability: 'ticket.act', units, ticket }))
        fail({ code: 'officers.not_allowed', kind: 'forbidden' });
      const offer = await end(tx, { ticket: ticket.id, at, ending: 'returned', by: actor.officer });
      const note = await writeNote(deps, tx, { ticket: ticket.id, text: input.reason, actor, at });
      return { set: { offered: null }, type: 'ticket.offer-returned', data: { offer: offer.id, note } };
    },
  });
}

/** Whoever has the docket keeps it after all. Throws officers.not_allowed, tickets.offer_none. */
export async function withdrawOffer(deps: TicketDeps, input: Target): Promise<Changed> {
  const { actor } = input;
  return act(deps, {
    ...input,
    action: 'withdraw-offer',
    decide: async ({ ticket, tx, at, units }) => {
      if (!givingPost({ tree: deps.tree, actor, capability: 'ticket.transfer', units, ticket }))
        fail({ code: 'officers.not_allowed', kind: 'forbidden' });
      const offer = await end(tx, { ticket: ticket.id, at, ending: 'withdrawn', by: actor.officer });
      return { set: { offered: null }, type: 'ticket.offer-withdrawn', data: { offer: offer.id } };
    },
  });
}

/** What is offered to the officer's units. */
export async function listOffers(deps: Pick<TicketDeps, 'db' | 'tree'>, actor: Actor) {
  const { read } = deps.db;
  const units = unitsWith(actor, 'ticket.act');
  const found = await offeredTo(read, { viewer: viewerOf(actor), units, limit: SHOWN });
  const names = await officerNames(
    read,
    found.map(({ offer }) => offer.officer),
  );
  const offers = [];
  for (const { offer, ticket, isVeiled } of found)
    offers.push({
      ...{ id: offer.id, at: offer.startedAt, by: names.get(offer.officer) ?? null },
      from: namedUnit(deps.tree, offer.fromUnit),
      // Who reads a summary instead of the words reads no note on them either.
      why: isVeiled ? null : ((await notesOf(read, ticket.id)).find(({ id }) => id === offer.note)?.text ?? null),
      ticket: presentRow(deps.tree, ticket),
    });
  return { offers };
}

/** To whom a ticket is offered, and what this officer may say to it. */
export async function readOffer(
  deps: Pick<TicketDeps, 'tree'>,
  read: Read,
  { actor, ticket, units }: { actor: Actor; ticket: Ticket; units: readonly string[] },
) {
  const offer = ticket.offered === null ? null : await openOffer(read, ticket.id);
  if (!offer) return null;
  const asked = { tree: deps.tree, actor, units, ticket };
  return {
    ...{ to: namedUnit(deps.tree, offer.toUnit), from: namedUnit(deps.tree, offer.fromUnit), since: offer.startedAt },
    mayTake: takingPost({ ...asked, capability: 'ticket.act' }) !== null,
    mayWithdraw: givingPost({ ...asked, capability: 'ticket.transfer' }) !== null,
  };
}
