import type { Tx } from '../../schema.ts';
import { ownKey } from '../inbound/thread.rules.ts';
import type { InboundDeps } from '../inbound/inbound.types.ts';
import { accessUnits, docketCode, isSameForce, ownerOutside } from './access.rules.ts';
import { accusedIn } from './accused.rules.ts';
import type { Arrival, Verdict } from './arrival.rules.ts';
import { isRed, SIREN_SCORE } from './alarm.rules.ts';
import { soonest } from './clock.rules.ts';
import { contentHash } from './content.rules.ts';
import { docketDay, formatDocket } from './docket.rules.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { IntakeBatch, Opening } from './intake-batch.usecases.ts';
import { floodLimitOf } from '../situations/situations.rules.ts';
import { FLOOD_LIMIT, foldedUntil } from './flood.rules.ts';
import { incidentOf, mayJoinUnasked } from './incident.rules.ts';
import { listedAs } from './listed.rules.ts';
import { isPrivate } from './secrecy.rules.ts';
import { docketFloor } from './settings.usecases.ts';
import { hashCode, makeCode } from './ownership.rules.ts';
import { acknowledge } from './sends.rules.ts';
import { headsOfUnit } from './access.repository.ts';
import { takeDocketNumbers } from './docket.repository.ts';
import { openingClocks } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

type Make = Extract<Verdict, { kind: 'make' }>;

interface Making {
  readonly arrival: Arrival;
  readonly verdict: Make;
  readonly at: number;
}

/** The ticket as received: the stages' words, nothing decided yet but what is not for us. */
function received(deps: InboundDeps, { arrival, verdict, at }: Making): Ticket {
  const { message, result, account } = arrival;
  const { assessment, place, route } = result;
  const about = verdict.incidentOf;
  // Under another's post or one's own: who is meant is whoever has that one, where no place is named.
  const unit = place.station ?? place.district ?? about?.owner ?? null;
  const accusedUnit = accusedIn({ tree: deps.tree, result, unit });
  const secrecy = result.asksSecrecy ? 'asked' : null;
  const isHidden = isPrivate({ category: assessment.category, secrecy });
  const isBeside = about !== null && mayJoinUnasked({ protected: isHidden, accusedUnit }, about);
  return {
    id: deps.ids.make('tkt'),
    num: deps.ids.sequence(message.receivedAt),
    docket: null,
    state: verdict.fate === 'not-for-us' ? 'not_for_us' : 'received',
    reason: verdict.fate === 'not-for-us' ? assessment.reason : null,
    outcome: null,
    category: assessment.category,
    subcategory: assessment.subcategory,
    urgency: assessment.urgency,
    language: result.language,
    channel: account.kind,
    account: account.id,
    desk: account.unit,
    owner: null,
    second: null,
    offered: null,
    district: place.district,
    station: place.station,
    lat: message.lat,
    lon: message.lon,
    // What belongs to another state's police is no unit that this desk could send it to.
    suggested:
      route.unit && isSameForce(deps.tree, route.unit, account.unit)
        ? ownerOutside({ tree: deps.tree, owner: route.unit, accusedUnit })
        : null,
    aboutPolice: assessment.aboutPolice,
    accusedUnit,
    protected: isHidden,
    secrecy,
    reporter: message.contact,
    conversation: message.conversation,
    incident: isBeside ? incidentOf(about) : null,
    splitFrom: null,
    summary: null,
    splitAt: null,
    headline: message.text.slice(0, 280),
    voices: 0,
    reach: message.reach,
    wroteAgainAt: null,
    at: message.at,
    receivedAt: message.receivedAt,
    openedAt: null,
    inProcessAt: null,
    closedAt: null,
    verifiedAt: null,
    dueAt: null,
    foldedUntil: null,
    codeHash: null,
    codeTries: 0,
    erasedAt: null,
    version: 1,
    updatedAt: at,
  };
}

/** Opened by policy, still without its number: numbers are taken for the whole batch at once. */
function openedByPolicy(deps: InboundDeps, ticket: Ticket, { arrival, at }: Making): Ticket {
  const owner = ownerOutside({
    tree: deps.tree,
    owner: ticket.suggested ?? ticket.desk,
    accusedUnit: ticket.accusedUnit,
  });
  return { ...ticket, state: 'open', owner, second: arrival.result.route.second, openedAt: at };
}

/** Gives the tickets that were opened in this batch their numbers, their events and their acknowledgements. */
export async function numberOpened(deps: InboundDeps, tx: Tx, batch: IntakeBatch): Promise<void> {
  const byCode = new Map<string, Opening[]>();
  for (const opening of batch.openings) {
    const code = docketCode(deps.tree, opening.owner);
    byCode.set(code, [...(byCode.get(code) ?? []), opening]);
  }
  for (const [code, openings] of byCode) {
    const at = deps.clock.now();
    const many = openings.length;
    const last = await takeDocketNumbers(tx, { code, day: docketDay(at), many, floor: await docketFloor(tx, at) });
    for (const [index, opening] of openings.entries())
      announce(deps, batch, { opening, docket: formatDocket({ code, at, counter: last - many + 1 + index }) });
  }
}

function announce(
  deps: InboundDeps,
  batch: IntakeBatch,
  { opening, docket }: { opening: Opening; docket: string },
): void {
  const current = batch.tickets.get(opening.ticket);
  if (!current) return;
  const isPrivate = opening.plea.kind === 'dm';
  const code = isPrivate ? makeCode((below) => deps.ids.pick(below)) : '';
  const ticket = { ...current, docket, codeHash: isPrivate ? hashCode({ ticket: current.id, code }) : null };
  batch.tickets.set(ticket.id, ticket);
  batch.events.push({
    stream: `ticket:${ticket.id}`,
    fresh: true,
    type: 'ticket.opened',
    actor: `policy:${opening.policy}`,
    data: { version: ticket.version, docket, owner: opening.owner },
  });
  batch.sends.push(
    ...acknowledge({
      ticket,
      owner: deps.tree.byId(opening.owner)?.names ?? null,
      plea: opening.plea,
      code,
      canSend: deps.channel(ticket.channel)?.canSend ?? false,
      id: deps.ids.make('out'),
      officer: null,
    }),
  );
}

function receivedEvent({ ticket, making }: { ticket: Ticket; making: Making }): NewEvent {
  const { message, result, account } = making.arrival;
  const stream = `ticket:${ticket.id}`;
  const { num, category, urgency, language, district, station, suggested, accusedUnit } = ticket;
  const data = {
    version: 1,
    num,
    message: message.id,
    content: contentHash(message),
    account: account.id,
    answer: result.assessment.answer,
    reason: result.assessment.reason,
    model: result.modelVersion,
    ...(making.verdict.after ? { after: making.verdict.after.id } : {}),
    ...{ category, urgency, language, district, station, suggested, accusedUnit },
  };
  return { stream, fresh: true, type: 'ticket.received', actor: 'citizen', data };
}

/** Tells the earlier ticket of a private thread that another matter followed in it. */
const continuedEvent = ({ earlier, ticket }: { earlier: Ticket; ticket: Ticket }): NewEvent => ({
  stream: `ticket:${earlier.id}`,
  type: 'ticket.continued',
  actor: 'citizen',
  data: { ticket: ticket.id },
});

/** Counts one more ticket of its author, and says until when it is folded. What is not for us is out of the way already. */
function foldInto(
  deps: InboundDeps,
  batch: IntakeBatch,
  { arrival: { message, result }, ticket }: { arrival: Arrival; ticket: Ticket },
): number | null {
  const { contact } = message;
  if (contact === null || result.assessment.answer === 'not-for-us') return null;
  const earlier = batch.lately.get(contact) ?? 0;
  batch.lately.set(contact, earlier + 1);
  const declared = floodLimitOf(deps.tree, { running: batch.situations, ticket });
  const limit = Math.max(declared ?? FLOOD_LIMIT, FLOOD_LIMIT);
  return foldedUntil({ earlier, urgency: result.assessment.urgency, at: message.receivedAt, limit });
}

/** A post that is younger was carried as far as it is within this time. */
const YOUNG = 60 * 60_000;

/** Makes a ticket of an arrival, opened where the account's policy allows. */
export async function makeTicket(deps: InboundDeps, tx: Tx, batch: IntakeBatch, making: Making): Promise<void> {
  const { arrival, verdict, at } = making;
  const { message, result } = arrival;
  const fresh = received(deps, making);
  const first = { ...fresh, foldedUntil: foldInto(deps, batch, { arrival, ticket: fresh }) };
  // One of a flood is not opened by itself: a hundred numbers and answers for one author help nobody.
  const opens = verdict.fate === 'opened' && first.foldedUntil === null;
  const opened = opens ? openedByPolicy(deps, first, making) : first;
  const waits = opened.state !== 'not_for_us';
  const response = {
    kind: 'first_response',
    startedAt: opened.receivedAt,
    dueAt: batch.dueAt({ matter: opened, kind: 'first_response', from: opened.receivedAt }),
  };
  const told = {
    ...{ ...response, kind: 'acknowledgement' },
    dueAt: batch.dueAt({ matter: opened, kind: 'acknowledgement', from: opened.receivedAt }),
  };
  // What is opened at once is acknowledged with it; where nothing can be sent nobody can be told.
  const isTold = opened.owner !== null || !(deps.channel(opened.channel)?.canSend ?? false);
  const clocks = (
    waits
      ? [
          ...(isTold ? [] : [told]),
          response,
          ...(opened.owner ? openingClocks({ ticket: opened, dueAt: batch.dueAt }) : []),
        ]
      : []
  ).map((clock) => ({
    ticket: opened.id,
    stoppedAt: null,
    breachedAt: null,
    ...clock,
  }));
  const ticket = { ...opened, dueAt: soonest(clocks) };
  const units = accessUnits({
    tree: deps.tree,
    desk: ticket.desk,
    owner: ticket.owner,
    second: ticket.second,
    accusedUnit: ticket.accusedUnit,
  });
  batch.tickets.set(ticket.id, ticket);
  batch.made.push(ticket);
  // Of a post that is young all that carried it came just now; how long an old one has been carried nobody knows.
  if (message.receivedAt - message.at <= YOUNG)
    batch.grown.push({ ticket: ticket.id, at: message.receivedAt, reach: message.reach, voices: 0 });
  if (isRed(ticket)) batch.sirens.set(ticket.id, result.assessment.urgencyScore >= SIREN_SCORE);
  batch.clocks.push(...clocks);
  batch.access.push(...units.map((unit) => ({ unit, state: listedAs(ticket), num: ticket.num })));
  batch.events.push(receivedEvent({ ticket, making }));
  if (verdict.after) batch.events.push(continuedEvent({ earlier: verdict.after, ticket }));
  if (ticket.owner)
    batch.openings.push({
      ticket: ticket.id,
      owner: ticket.owner,
      policy: arrival.account.openingPolicy,
      plea: { externalId: message.externalId, contact: message.contact, kind: message.kind },
    });
  batch.documents.push({ ticket: ticket.id, fold: result.text.fold, handles: result.text.handles, units });
  if (ticket.accusedUnit)
    for (const officer of await headsOfUnit(tx, { unit: ticket.accusedUnit, at }))
      batch.conflicts.push({ num: ticket.num, officer });
  const known = { ticket: ticket.id, message: message.id, contact: message.contact };
  batch.byPost.set(message.externalId, known);
  if (message.conversation && !batch.byConversation.has(message.conversation))
    batch.byConversation.set(message.conversation, known);
  if (message.conversation && message.contact)
    batch.byConversation.set(ownKey(message.conversation, message.contact), known);
  if (result.text.copyKey && !batch.byCopy.has(result.text.copyKey)) batch.byCopy.set(result.text.copyKey, known);
}
