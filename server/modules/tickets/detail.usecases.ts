import { fail } from '../../platform/errors.ts';
import type { StoredEvent } from '../../platform/events/port.ts';
import { subcategoryNames } from '../assessment/subcategories.rules.ts';
import { custodyOf, readHolds } from '../evidence/on-ticket.usecases.ts';
import { suspectedClass } from '../evidence/media-class.rules.ts';
import type { PlaceBecause } from '../inbound/stages.types.ts';
import { conversationOf, countLaterWords } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { rumoursOfTicket } from '../rumours/rumours-of-ticket.usecases.ts';
import { situationsOfTicket } from '../situations/situations.usecases.ts';
import { sendsOfTicket } from '../replies/outbox.usecases.ts';
import { hideCode } from '../replies/templates.rules.ts';
import { readMark } from '../spread/mark.usecases.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { callsIn } from './calls.usecases.ts';
import { whyNoCode } from './code.usecases.ts';
import { readAlarm } from './alarm.usecases.ts';
import { readCopied } from './copied-report.usecases.ts';
import { isOnlyOffered } from './access.rules.ts';
import { sceneOf } from './scene.rules.ts';
import { readIncident } from './incident-detail.usecases.ts';
import { NOTHING_TOLD, readableTo, readSplits, reporterOf } from './split-detail.usecases.ts';
import { nameOf } from './incident.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { readSafeContact } from './safe-contact.usecases.ts';
import { mayKnowAuthor } from './secrecy.rules.ts';
import { possibleActions } from './state.rules.ts';
import { accountOf, findTicket, visibleTickets } from './tickets.repository.ts';
import { readProposal } from './closing-detail.usecases.ts';
import { readOffer } from './offer.usecases.ts';
import { hasClosed } from './hands.usecases.ts';
import { readPauses } from './pause.usecases.ts';
import { notNow } from './steps.rules.ts';
import { telephonesFor } from './telephone.usecases.ts';
import { readVerdict } from './verdict.usecases.ts';
import { attachmentsOf, reportsOf } from './action-reports.repository.ts';
import { clocksOf } from './clocks.repository.ts';
import { notesOf } from './notes.repository.ts';
import type { Attachment, Ticket, TicketAction, TicketDeps, TicketState, UnitName, UnitTree } from './tickets.types.ts';

const LATE = 5 * 60_000;

/** What whoever is only offered a ticket does. */
const OFFERED: readonly TicketAction[] = ['accept-offer', 'return-offer', 'note'];

/** Titles of positions, from the directory. */
export interface Offices {
  office(position: string): { readonly title: UnitName } | null;
}

export const presentFile = ({ id, ticket, name, mime, size }: Attachment) => ({
  id,
  name,
  mime,
  size,
  href: `/api/v1/tickets/${ticket}/attachments/${id}`,
});

/** A camera took it. */
const isTaken = ({ mime }: Attachment): boolean => mime.startsWith('image/') || mime.startsWith('video/');

export function splitActor(actor: string): { kind: string; officer: string | null; position: string | null } {
  const officer = /^officer:([^/]+)(?:\/position:(.+))?$/.exec(actor);
  const link = /^link:(.+)$/.exec(actor);
  if (link) return { kind: 'link', officer: null, position: link[1] ?? null };
  return officer
    ? { kind: 'officer', officer: officer[1] ?? null, position: officer[2] ?? null }
    : { kind: actor.split(':')[0] ?? 'system', officer: null, position: null };
}

/** Tickets that an event names beside its own. */
const namedIn = ({ data }: StoredEvent): string[] => [data.other, data.ticket].filter((id) => typeof id === 'string');

const withoutIncident = (side: unknown): unknown => {
  if (typeof side !== 'object' || side === null || !('incident' in side)) return side;
  const { incident: _, ...rest } = side;
  return rest;
};

/** What an event says, without other tickets that this officer may not see. */
function sayable({ data }: StoredEvent, seen: ReadonlySet<string>): Record<string, unknown> {
  const said = Object.entries(data).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'suggestions') return [];
    if (name === 'before' || name === 'after') return [[name, withoutIncident(value)]];
    const isOther = (name === 'other' || name === 'ticket') && typeof value === 'string';
    return isOther && !seen.has(value) ? [] : [[name, value]];
  });
  return Object.fromEntries(said);
}

/** Where an act sent the ticket: the unit that has it afterwards and had it not before. */
function sentTo(tree: UnitTree, { data }: StoredEvent) {
  const { after } = data;
  const owner = typeof after === 'object' && after !== null && 'owner' in after ? after.owner : null;
  return typeof owner === 'string' ? namedUnit(tree, owner) : null;
}

interface Telling {
  readonly tree: UnitTree;
  /** What is told of the ticket, by its number in the stream: what was taken back is among it. */
  readonly told: ReadonlyMap<number, StoredEvent>;
  readonly names: ReadonlyMap<string, string>;
  readonly offices: Offices;
  /** Other tickets that the officer may see. */
  readonly seen: ReadonlySet<string>;
}

function presentEvent(event: StoredEvent, { tree, told, names, offices, seen }: Telling) {
  const { kind, officer, position } = splitActor(event.actor);
  const actor = {
    kind,
    name: officer ? (names.get(officer) ?? null) : null,
    title: position ? (offices.office(position)?.title ?? null) : null,
  };
  const undone = event.type === 'ticket.undone' ? told.get(Number(event.data.of)) : undefined;
  return {
    seq: event.seq,
    at: event.at,
    type: event.type,
    actor,
    data: sayable(event, seen),
    tookBack: undone === undefined ? null : { type: undone.type, to: sentTo(tree, undone) },
  };
}

type Conversation = Awaited<ReturnType<typeof conversationOf>>;

/** What the stages thought of a message, its units by name: those that have closed since are left out. */
function presentPrediction(tree: UnitTree, prediction: Conversation['predictions'][number]) {
  const { alternatives, places, subcategory } = prediction.detail;
  const said = (Array.isArray(places) ? places : []) as PlaceBecause[];
  const ids = Array.isArray(alternatives) ? alternatives.filter((id) => typeof id === 'string') : [];
  return {
    ...prediction,
    district: namedUnit(tree, prediction.district),
    station: namedUnit(tree, prediction.station),
    unit: namedUnit(tree, prediction.unit),
    detail: {
      ...prediction.detail,
      subcategory: subcategoryNames(subcategory),
      places: said.map(({ words, unit, says }) => ({ words, says, unit: namedUnit(tree, unit) })),
      alternatives: ids.map((id) => namedUnit(tree, id)).filter((unit) => unit !== null),
    },
  };
}

/** What stands on a picture: an officer's words before the machine's. */
function wordsOf(
  readings: Conversation['readings'],
  { message, externalId }: { message: string; externalId: string },
): { text: string; source: string } | null {
  const own = readings.filter((one) => one.message === message && one.externalId === externalId && one.text !== '');
  const best = own.find((one) => one.source === 'officer') ?? own[0];
  return best ? { text: best.text, source: best.source } : null;
}

function presentConversation(
  {
    tree,
    ticket: { id: ticket, channel, ...matter },
    isNamed,
  }: {
    tree: UnitTree;
    ticket: Ticket;
    /** Whether its author is named, as others are. */
    isNamed: boolean;
  },
  { told, media, edited, predictions, joins, readings }: Conversation,
) {
  return {
    joins,
    predictions: predictions.map((prediction) => presentPrediction(tree, prediction)),
    messages: told.map(({ message, author }) => ({
      id: message.id,
      direction: message.direction,
      kind: message.kind,
      voice: message.voice,
      text: message.direction === 'out' && message.kind === 'dm' ? hideCode(message.text) : message.text,
      language: message.language,
      at: message.at,
      receivedAt: message.receivedAt,
      lateBy: message.receivedAt - message.at > LATE ? message.receivedAt - message.at : null,
      deletedAt: message.deletedAt,
      edited: edited.has(message.id),
      author: isNamed || message.voice !== 'reporter' ? author : null,
      // A post names its author, and every other one of the thread leads to it.
      url:
        isNamed && channel === 'x' && message.kind !== 'manual' && message.deletedAt === null
          ? `https://x.com/i/status/${message.versionId}`
          : null,
      media: media
        .filter((one) => one.message === message.id)
        .map(({ externalId, kind, state, mime, alt, blob, sensitivity, classVersion }) => ({
          externalId,
          kind,
          state,
          mime,
          alt,
          class: sensitivity,
          classVersion: classVersion ?? 0,
          suspected: sensitivity === null ? suspectedClass(matter) : null,
          words: wordsOf(readings, { message: message.id, externalId }),
          href: blob ? `/api/v1/tickets/${ticket}/media/${message.id}/${encodeURIComponent(externalId)}` : null,
        })),
    })),
  };
}

/** Everything about one ticket that this officer may see, and what this officer may do with it now. */
export async function readTicket(
  deps: TicketDeps & { readonly offices: Offices },
  { actor, id }: { actor: Actor; id: string },
) {
  const read = deps.db.read;
  const found = await findTicket(read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const { ticket, units, isVeiled, isMasked } = found;
  const incident = await readIncident(read, { tree: deps.tree, ticket, viewer: viewerOf(actor) });
  const conversation = isVeiled ? NOTHING_TOLD : await conversationOf(read, id);
  const events = await deps.events.ofStream(`ticket:${id}`);
  const mayRead = readableTo(found);
  const [reports, files, notes] = [
    (await reportsOf(read, id)).filter(mayRead),
    (await attachmentsOf(read, id)).filter(mayRead),
    (await notesOf(read, id)).filter(mayRead),
  ];
  const copied = await readCopied(read, { ticket, viewer: viewerOf(actor), reports });
  const officers = [
    ...events.map((event) => splitActor(event.actor).officer),
    ...reports.map((one) => one.officer),
    ...notes.map((one) => one.officer),
  ];
  const names = await officerNames(
    read,
    officers.filter((one) => one !== null),
  );
  const others = await visibleTickets(read, { viewer: viewerOf(actor), ids: events.flatMap(namedIn) });
  const seen = new Set(others.map((other) => other.id));
  const tellable = events.filter((event) => event.type !== 'ticket.split' || seen.has(String(event.data.other)));
  const told = new Map(tellable.map((event) => [event.seq, event]));
  const posts = actor.posts.filter((post) => units.includes(post.unit));
  // Whom it is only offered to reads it, answers the offer, and works on it once he has taken it.
  const working = posts.filter(({ unit }) => !isOnlyOffered({ tree: deps.tree, ticket, unit }));
  const capabilities = new Set(working.flatMap((post) => post.capabilities));
  const isNamed = !isMasked && mayKnowAuthor({ tree: deps.tree, ticket, units });
  const reporter = !isNamed
    ? null
    : isVeiled
      ? await reporterOf(read, ticket)
      : (conversation.told.find(({ message }) => message.voice === 'reporter')?.author ?? null);
  const offer = await readOffer(deps, read, { actor, ticket, units });
  const proposal = isVeiled ? null : await readProposal(deps, read, { actor, ticket, units });
  const pauses = await readPauses(read, { ticket: id, at: deps.clock.now() });
  const isContactHidden = isVeiled || !isNamed;
  const at = deps.clock.now();
  const noCode = await whyNoCode(deps, read, { ticket, actor, isHidden: isContactHidden });
  const isOwnClosing =
    ticket.state === 'closed' && (await hasClosed(read, { officer: actor.officer, ticket, now: at }));
  const around = { tree: deps.tree, ticket, posts, offer, proposal, isOwnClosing };
  const shut = notNow({ ...around, isWaiting: pauses.waitsFor !== null });
  return {
    ticket: {
      ...presentRow(deps.tree, ticket),
      reason: ticket.reason,
      lat: isMasked ? null : ticket.lat,
      lon: isMasked ? null : ticket.lon,
      second: namedUnit(deps.tree, ticket.second),
      accusedUnit: namedUnit(deps.tree, ticket.accusedUnit),
      incident: incident.incidentMembers.length === 0 ? null : nameOf([ticket, ...incident.incidentMembers]),
      reporter,
      /** The number that the citizen left at the desk. */
      telephone:
        (await telephonesFor(read, { tree: deps.tree, viewer: viewerOf(actor), tickets: [ticket] })).get(id) ?? null,
      account: await accountOf(read, ticket.account),
    },
    ...presentConversation({ tree: deps.tree, ticket, isNamed }, conversation),
    ...incident,
    ...(await readSplits(read, { ticket, viewer: viewerOf(actor), tree: deps.tree })),
    isVeiled,
    /** How many messages came after the first one, for whom their words are not shown. */
    hiddenMessages: isVeiled ? await countLaterWords(read, id) : 0,
    /** Protected, and this officer is not among those who read it. */
    isMasked,
    alarm: await readAlarm(read, found),
    offer,
    proposal,
    ...pauses,
    /** What the citizen said of the last closing. */
    verdict: isVeiled ? null : await readVerdict(read, id),
    spread: await readMark({ read, now: deps.clock.now(), offices: deps.offices }, { actor, ticket }),
    situations: await situationsOfTicket(deps, ticket),
    rumours: isVeiled ? [] : await rumoursOfTicket(read, id),
    /** Null for those who may order none. */
    holds: capabilities.has('ticket.hold') ? await readHolds(read, id) : null,
    isCustodian: await custodyOf(deps, { officer: actor.officer, id }),
    history: tellable
      .map((event) => presentEvent(event, { tree: deps.tree, told, names, seen, offices: deps.offices }))
      .map((event) => (isVeiled ? { ...event, data: {} } : event)),
    reports: reports.map(({ id, outcome, details, internalText, publicAnswer, officer, position, at }) => ({
      ...{ id, outcome, details, internalText, publicAnswer, at },
      copied: copied.get(id) ?? null,
      officerName: names.get(officer) ?? null,
      positionTitle: deps.offices.office(position)?.title ?? null,
      attachments: files
        .filter((file) => file.report === id)
        .map((file) => ({
          ...presentFile(file),
          scene: isTaken(file) ? sceneOf({ taken: file, ticket, reportedAt: at }) : null,
        })),
    })),
    attachments: files.filter((file) => file.report === null).map(presentFile),
    outbox: (await sendsOfTicket(read, id)).filter(({ createdAt }) => mayRead({ at: createdAt })),
    clocks: (await clocksOf(read, id)).map(({ kind, startedAt, dueAt, stoppedAt, breachedAt }) => ({
      kind,
      startedAt,
      dueAt,
      stoppedAt,
      breachedAt,
    })),
    notes: notes.map(({ officer, ...note }) => ({
      id: note.id,
      text: note.text,
      at: note.at,
      officerName: names.get(officer) ?? null,
    })),
    calls: callsIn(events),
    /** A code was given to its citizen; only its hash is kept. */
    hasCode: ticket.codeHash !== null,
    safeContact: await readSafeContact(read, { ticket: id, isHidden: isContactHidden, at }),
    actions: [
      ...new Set([
        ...possibleActions(ticket.state as TicketState, capabilities),
        ...(working.length < posts.length ? OFFERED : []),
      ]),
    ].filter(
      (action) =>
        (action !== 'safe-contact' || !isContactHidden) &&
        (action !== 'code' || noCode === null) &&
        // Who may close it himself proposes nothing.
        (action !== 'propose' || !capabilities.has('ticket.act')) &&
        // Who telephoned is called: nothing can be written to him.
        (action !== 'reply' || (deps.channel(ticket.channel)?.canSend ?? false)) &&
        !shut.has(action),
    ),
  };
}
