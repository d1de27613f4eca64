import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { isProtectedCategory } from '../assessment/categories.rules.ts';
import { subcategoryWithin } from '../assessment/subcategories.rules.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Reason, Urgency } from '../inbound/stages.types.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { fillTemplate } from '../replies/templates.rules.ts';
import type { LintCode } from '../replies/lint.types.ts';
import { requireSendable } from './answer-check.usecases.ts';
import { accusedBy, docketCode, ownerOutside, requireUnit } from './access.rules.ts';
import { act, type Changed, type Decision } from './change.usecases.ts';
import { deadlinesAt, type DueAt } from '../deadlines/in-force.usecases.ts';
import type { Matter } from '../deadlines/deadlines.types.ts';
import { dueAnew } from './due-anew.usecases.ts';
import type { ClockKind } from './clock.rules.ts';
import { docketDay, formatDocket } from './docket.rules.ts';
import { hashCode, makeCode } from './ownership.rules.ts';
import { findAnswered } from './answered.usecases.ts';
import { acknowledge, answerTo, requireFits } from './sends.rules.ts';
import { docketFloor } from './settings.usecases.ts';
import { takeDocketNumbers } from './docket.repository.ts';
import { isProtectedByOrigin } from './protected.usecases.ts';
import { isPrivate, secrecyOf, type Secrecy } from './secrecy.rules.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

export interface Target {
  readonly actor: Actor;
  readonly id: string;
  readonly version: number;
  /** The batch that it is done in. */
  readonly batch?: string | undefined;
}

const OPENING_CLOCKS: readonly ClockKind[] = ['pick_up', 'action', 'closure'];

/** Clocks that opening starts: they run from receipt, whatever the desk took to open. */
export const openingClocks = ({ ticket, dueAt }: { ticket: Matter & { receivedAt: number }; dueAt: DueAt }) =>
  OPENING_CLOCKS.map((kind) => ({
    kind,
    startedAt: ticket.receivedAt,
    dueAt: dueAt({ matter: ticket, kind, from: ticket.receivedAt }),
  }));

/** The next docket number of the district that holds the unit. */
export async function nextDocket(
  deps: Pick<TicketDeps, 'tree'>,
  tx: Tx,
  { unit, at }: { unit: string; at: number },
): Promise<string> {
  const code = docketCode(deps.tree, unit);
  const counter = await takeDocketNumbers(tx, { code, day: docketDay(at), many: 1, floor: await docketFloor(tx, at) });
  return formatDocket({ code, at, counter });
}

/**
 * Opens a ticket: it gets its docket number and the unit that must act, its clocks start, the citizen is told.
 * Throws tickets.owner_missing, tickets.unit_unknown.
 */
export async function openTicket(
  deps: TicketDeps,
  input: Target & {
    readonly owner?: string | undefined;
    readonly category?: string | undefined;
    readonly urgency?: Urgency | undefined;
  },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'open',
    decide: async ({ ticket, tx, at, post }) => {
      const wanted = input.owner ?? ticket.owner ?? ticket.suggested ?? ticket.desk;
      requireUnit(deps.tree, { unit: wanted, within: post.unit, field: 'owner' });
      const told = await findPlea(tx, ticket.id);
      const plea = ticket.splitFrom === null ? told : await findAnswered(tx, ticket);
      const words = foldText(told?.text ?? ticket.headline).split(' ');
      const accusedUnit = accusedBy({ tree: deps.tree, ticket, chosen: wanted, words });
      const owner = ownerOutside({ tree: deps.tree, owner: wanted, accusedUnit });
      const category = input.category ?? ticket.category;
      const urgency = input.urgency ?? (ticket.urgency as Urgency);
      const docket = ticket.docket ?? (await nextDocket(deps, tx, { unit: owner, at }));
      const set = {
        state: 'open',
        owner,
        accusedUnit,
        category,
        subcategory: subcategoryWithin(category, ticket.subcategory),
        urgency,
        docket,
        reason: null,
        openedAt: at,
        protected: ticket.protected || isProtectedCategory(category),
      };
      const opened = { ...ticket, ...set };
      const code = makeCode((below) => deps.ids.pick(below));
      return {
        set: {
          ...set,
          ...(plea?.kind === 'dm' ? { codeHash: hashCode({ ticket: ticket.id, code }), codeTries: 0 } : {}),
        },
        type: 'ticket.opened',
        startClocks: openingClocks({ ticket: opened, dueAt: await deadlinesAt(deps, tx, opened.receivedAt) }),
        sends: acknowledge({
          ticket: opened,
          owner: deps.tree.byId(owner)?.names ?? null,
          plea,
          code,
          canSend: deps.channel(ticket.channel)?.canSend ?? false,
          id: deps.ids.make('out'),
          officer: post.position,
        }),
      } satisfies Decision;
    },
  });
}

/** Asks the citizen for what is missing, in the citizen's language or in the officer's own words. */
export async function askBack(
  deps: TicketDeps,
  input: Target & { readonly text?: string | undefined; readonly accept?: readonly LintCode[] },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'ask-back',
    decide: async ({ ticket, tx, at, post, units }) => {
      const descriptor = deps.channel(ticket.channel);
      const plea = await findAnswered(tx, ticket);
      const own = input.text?.trim();
      if (own && descriptor?.canSend) requireFits(descriptor, { text: own, field: 'text' });
      const answer = { text: own ?? '', kind: own && ticket.protected ? 'dm' : 'reply' } as const;
      const { actor, accept } = input;
      const released = own ? await requireSendable(deps, tx, { actor, ticket, units, answer, accept }) : {};
      // Of a protected matter only the neutral line is said in public: an officer's own words go in private.
      const isPublic = plea?.kind !== 'dm';
      const key = ticket.protected && isPublic ? 'acknowledgement-protected' : 'ask-back';
      return {
        set: { state: 'ask_back' },
        type: 'ticket.asked-back',
        data: released,
        stopClocks: ['first_response'],
        sends: answerTo({
          ticket,
          plea,
          canSend: descriptor?.canSend ?? false,
          purpose: 'ask_back',
          text: own || fillTemplate(key, ticket.language),
          id: deps.ids.make('out'),
          key: `${ticket.id}:ask:${at}`,
          officer: post.position,
          kind: answer.kind,
        }),
      };
    },
  });
}

/** What may be danger to life is set aside one by one, never by the dozen. Throws tickets.danger_alone. */
export function requireSafeAside({ urgency }: Pick<Ticket, 'urgency'>): void {
  if (urgency === 'life-risk') fail({ code: 'tickets.danger_alone', kind: 'conflict' });
}

/** Nor is it called less than danger by the dozen. Throws tickets.danger_alone. */
export function requireDangerKept(
  ticket: Pick<Ticket, 'urgency'>,
  { urgency }: { urgency?: Urgency | undefined },
): void {
  if (urgency !== undefined && urgency !== 'life-risk') requireSafeAside(ticket);
}

/** Sets aside what is no matter for the police, with a word that helps where one does. */
export async function markNotForUs(
  deps: TicketDeps,
  input: Target & {
    readonly reason: Reason;
    readonly answer?: string | undefined;
    readonly accept?: readonly LintCode[] | undefined;
  },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'not-for-us',
    decide: async ({ ticket, tx, at, post, units }) => {
      if (input.batch !== undefined) requireSafeAside(ticket);
      const set = { state: 'not_for_us', reason: input.reason };
      const decision = { set, type: 'ticket.not-for-us', stopClocks: ['first_response'] } satisfies Decision;
      const text = input.answer?.trim();
      if (!text) return decision;
      const plea = await findAnswered(tx, ticket);
      const descriptor = deps.channel(ticket.channel);
      if (!descriptor?.canSend || !plea) fail({ code: 'tickets.no_channel', kind: 'unprocessable' });
      requireFits(descriptor, { text, field: 'answer' });
      const kind = ticket.protected ? 'dm' : 'reply';
      const { actor, accept } = input;
      const released = await requireSendable(deps, tx, { actor, ticket, units, answer: { text, kind }, accept });
      const send = { ticket, plea, canSend: true, purpose: 'reply', text, kind } as const;
      const key = `${ticket.id}:aside:${at}`;
      return {
        ...decision,
        data: { answered: true, ...released },
        sends: answerTo({ ...send, key, id: deps.ids.make('out'), officer: post.position }),
      };
    },
  });
}

export interface Corrections {
  readonly category?: string | undefined;
  /** Second level of the category as it is then. */
  readonly subcategory?: string | null | undefined;
  readonly urgency?: Urgency | undefined;
  readonly language?: string | undefined;
  readonly district?: string | undefined;
  readonly station?: string | null | undefined;
  readonly aboutPolice?: 'no' | 'unclear' | 'yes' | undefined;
  readonly accusedUnit?: string | null | undefined;
  /** Whether the author stays unknown below the desk, or his name is released to the units. */
  readonly secrecy?: Secrecy | undefined;
}

function corrected(
  deps: TicketDeps,
  {
    ticket,
    wanted,
    within,
    isOriginProtected,
  }: { ticket: Ticket; wanted: Corrections; within: string; isOriginProtected: boolean },
): Decision['set'] {
  for (const field of ['district', 'station', 'accusedUnit'] as const) {
    const unit = wanted[field];
    if (unit) requireUnit(deps.tree, { unit, within, field });
  }
  const station = wanted.station === undefined ? ticket.station : wanted.station;
  const aboutPolice = wanted.aboutPolice ?? (ticket.aboutPolice as Corrections['aboutPolice']);
  const accusedUnit = aboutPolice === 'no' ? null : (wanted.accusedUnit ?? ticket.accusedUnit ?? station);
  const category = wanted.category ?? ticket.category;
  if (wanted.subcategory && subcategoryWithin(category, wanted.subcategory) === null)
    fail({
      code: 'tickets.subcategory_elsewhere',
      kind: 'invalid',
      fields: { subcategory: 'tickets.subcategory_elsewhere' },
    });
  const secrecy = wanted.secrecy ?? ticket.secrecy;
  // Once he has asked, the desk alone decides what of him is told.
  if (secrecy !== ticket.secrecy && secrecyOf(ticket) !== 'no' && !deps.tree.isUnder(ticket.desk, within))
    fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const owner = ticket.owner && ownerOutside({ tree: deps.tree, owner: ticket.owner, accusedUnit });
  const suggested = station
    ? ownerOutside({ tree: deps.tree, owner: station, accusedUnit })
    : (wanted.district ?? ticket.suggested);
  const urgency = wanted.urgency ?? ticket.urgency;
  // An offer was of a calm matter to a unit that may know of it: what is none any more is not on offer.
  const isOther = owner !== ticket.owner || accusedUnit !== ticket.accusedUnit || urgency !== 'normal';
  return {
    category,
    urgency,
    ...(ticket.offered !== null && isOther ? { offered: null } : {}),
    language: wanted.language ?? ticket.language,
    district: wanted.district ?? ticket.district,
    station,
    aboutPolice,
    accusedUnit,
    owner,
    suggested,
    secrecy,
    // Read by a summary, the second level is not known, and stays as it is with its category.
    ...(wanted.category === undefined && wanted.subcategory === undefined
      ? {}
      : {
          subcategory:
            wanted.subcategory === undefined ? subcategoryWithin(category, ticket.subcategory) : wanted.subcategory,
        }),
    protected:
      wanted.category === undefined && wanted.secrecy === undefined
        ? ticket.protected
        : isOriginProtected || isPrivate({ category, secrecy }),
  };
}

/** Corrects what the stages or somebody else said of a ticket; deadlines and who may see it follow. */
export async function correctTicket(deps: TicketDeps, input: Target & Corrections): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'correct',
    decide: async ({ ticket, tx, post }) => {
      if (input.batch !== undefined) requireDangerKept(ticket, input);
      const isOriginProtected = await isProtectedByOrigin(tx, ticket);
      const set = corrected(deps, { ticket, wanted: input, within: post.unit, isOriginProtected });
      const isMoved = set.urgency !== ticket.urgency || set.category !== ticket.category;
      return {
        set,
        type: 'ticket.corrected',
        ...(isMoved && { moveClocks: dueAnew(deps, tx, { ...ticket, ...set } as Ticket) }),
      };
    },
  });
}
