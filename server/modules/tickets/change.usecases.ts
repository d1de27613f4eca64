import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { undrawAudit } from '../audits/draw.usecases.ts';
import { undrawLook, waitAgain } from '../audits/look-draw.usecases.ts';
import { noteDecision, takeBackDecision } from '../learning/decisions.usecases.ts';
import { dropMentions } from '../notices/mentions.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt, isActor, requirePostAmong } from '../officers/officers.rules.ts';
import { cancelSends, heldEvents, queueSends, type NewSend } from '../replies/outbox.usecases.ts';
import { inOneVoice, requireMayLeave } from '../spread/one-voice.usecases.ts';
import { isOnlyOffered } from './access.rules.ts';
import { presentRow } from './present.rules.ts';
import { soonest, type ClockKind } from './clock.rules.ts';
import { RULES } from './state.rules.ts';
import { UNDO_WINDOW } from './undo-window.rules.ts';
import {
  clocksOf,
  moveDeadlines,
  rewindClocks,
  saveClocks,
  type MovedClock,
  type NewDeadline,
} from './clocks.repository.ts';
import { findById, findTicket, updateTicket } from './tickets.repository.ts';
import { difference, follow } from './follow.usecases.ts';
import { setSuggestions, type SuggestionState } from './incident.repository.ts';
import { viewerWith } from './eyes.rules.ts';
import { hideAnew, takeBackHiding } from './hide-anew.usecases.ts';
import { holdTickets } from './intake.repository.ts';
import { removeNote } from './notes.repository.ts';
import { isProtectedByOrigin, speakAgainInThread } from './protected.usecases.ts';
import { withdrawReport } from './action-reports.repository.ts';
import type { Viewer } from './access.repository.ts';
import { rewindSteps } from './steps.repository.ts';
import { withdrawSplit } from './split-back.usecases.ts';
import { veil } from './veil.repository.ts';
import type { NewTicket, Ticket, TicketAction, TicketDeps } from './tickets.types.ts';

export { UNDO_WINDOW } from './undo-window.rules.ts';

/** What an act decides; everything else (version, access, clocks' rows, event) follows from it. */
export interface Decision {
  readonly set: Partial<NewTicket>;
  readonly type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly startClocks?: readonly { readonly kind: ClockKind; readonly startedAt: number; readonly dueAt: number }[];
  readonly stopClocks?: readonly ClockKind[];
  /** New deadlines of the clocks that still run. */
  readonly moveClocks?: NewDeadline;
  readonly sends?: readonly NewSend[];
}

export interface Changed {
  readonly ticket: Ticket;
  readonly undoUntil: number | null;
}

export interface ActInput {
  readonly actor: Actor;
  readonly id: string;
  readonly version: number;
  readonly action: TicketAction;
  /** What many acts of one moment have in common. */
  readonly batch?: string | undefined;
  readonly decide: (state: {
    ticket: Ticket;
    tx: Tx;
    at: number;
    post: Post;
    /** The officer's units that see the ticket. */
    units: readonly string[];
  }) => Promise<Decision> | Decision;
}

/** What a unit may do with a ticket that it is only offered. */
const ANSWERS_OFFER: ReadonlySet<TicketAction> = new Set(['accept-offer', 'return-offer', 'note']);

const viewerFor = (actor: Actor): Viewer => viewerWith(actor, 'ticket.read');

/** The ticket as this officer may act on it. Throws not-found, forbidden, wrong-state or version-conflict. */
async function loadForAct(
  deps: TicketDeps,
  tx: Read,
  { actor, id, version, action }: Omit<ActInput, 'decide'>,
): Promise<{ ticket: Ticket; post: Post; units: readonly string[] }> {
  const found = await findTicket(tx, {
    id,
    viewer: viewerFor(actor),
  });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const { ticket, units } = found;
  const rule = RULES[action];
  const working = ANSWERS_OFFER.has(action)
    ? units
    : units.filter((unit) => !isOnlyOffered({ tree: deps.tree, ticket, unit }));
  const post = requirePostAmong(actor, { units: working, capability: rule.capability });
  const detail = { current: presentRow(deps.tree, ticket) };
  if (ticket.version !== version) fail({ code: 'tickets.version_conflict', kind: 'conflict', detail });
  if (!(rule.from as readonly string[]).includes(ticket.state))
    fail({ code: 'tickets.wrong_state', kind: 'conflict', detail });
  return { ticket, post, units };
}

/** The ticket, or what an act would be refused with before anything is decided: nothing is changed. */
export const requireActable = (
  deps: TicketDeps,
  input: Omit<ActInput, 'decide'>,
): Promise<{ ticket: Ticket; post: Post; units: readonly string[] }> => loadForAct(deps, deps.db.read, input);

/**
 * Runs one act of an officer on a ticket: one transaction with the version check, the rows that follow,
 * its event and what must be sent.
 */
export async function act(deps: TicketDeps, input: ActInput): Promise<Changed> {
  return deps.db.write(async (tx) => {
    const { ticket: before, post, units } = await loadForAct(deps, tx, input);
    const at = deps.clock.now();
    const decision = await input.decide({ ticket: before, tx, at, post, units });
    const start = decision.startClocks ?? [];
    const stop = decision.stopClocks ?? [];
    let set = decision.set;
    const moved = decision.moveClocks ? await moveDeadlines(tx, { ticket: before.id, dueAt: decision.moveClocks }) : [];
    if (start.length + stop.length + moved.length > 0) {
      await saveClocks(tx, { ticket: before.id, start, stop, at });
      set = { ...set, dueAt: soonest(await clocksOf(tx, before.id)) };
    }
    const hidden = await hideAnew(tx, { ticket: before, set, at });
    const after = await updateTicket(tx, { before, set, at });
    if (!after) {
      // Somebody was faster by a moment: what he did is what this officer must see.
      const current = (await findTicket(tx, { id: before.id, viewer: viewerFor(input.actor) }))?.ticket ?? before;
      fail({ code: 'tickets.version_conflict', kind: 'conflict', detail: { current: presentRow(deps.tree, current) } });
    }
    // Asked once the ticket is held: a lock that is being set waits for this act, or this act sees it.
    const sends = await inOneVoice(tx, { ticket: after, actor: input.actor, sends: decision.sends ?? [], at });
    await follow(deps, tx, { before, after, by: input.actor });
    if (TEACHING.has(decision.type)) await noteDecision(tx, { ticket: after, at });
    const started = start.map(({ kind, startedAt }) => ({ kind, startedAt }));
    const data = {
      version: after.version,
      ...difference(before, set),
      ...(started.length > 0 ? { started } : {}),
      ...(moved.length > 0 ? { moved } : {}),
      ...hidden,
      ...decision.data,
      ...(input.batch ? { batch: input.batch } : {}),
    };
    await deps.events.append(tx, [
      { stream: `ticket:${after.id}`, type: decision.type, actor: actorAt(input.actor, post), data },
    ]);
    const held = await queueSends(tx, { sends, at, notBefore: at + UNDO_WINDOW });
    await deps.events.append(tx, heldEvents(held));
    return { ticket: after, undoUntil: at + UNDO_WINDOW };
  });
}

interface StartedClock {
  readonly kind: string;
  readonly startedAt: number;
}

/** Acts that say whether the stages were right. */
const TEACHING: ReadonlySet<string> = new Set(
  ['opened', 'asked-back', 'not-for-us', 'corrected'].map((name) => `ticket.${name}`),
);

/** Events that an undo can answer. */
const UNDOABLE = new Set(
  [
    ...[
      'opened',
      'asked-back',
      'not-for-us',
      'corrected',
      'transferred',
      'taken-up',
      'closed',
      'verified',
      'reopened',
      'plucked',
    ],
    ...['incident-joined', 'incident-left', 'told-apart', 'split', 'noted', 'called', 'paused', 'resumed'],
    ...['offered', 'offer-returned', 'offer-withdrawn', 'closing-proposed', 'closing-returned'],
  ].map((name) => `ticket.${name}`),
);

/** What an undo writes: but for what has followed from another ticket since, and must stay so. */
async function stillToRestore(
  tx: Tx,
  { ticket, set, left }: { ticket: Ticket; set: unknown; left: unknown },
): Promise<Partial<NewTicket>> {
  const { splitAt, ...before } = set as Partial<NewTicket>;
  const isLast = (left as Partial<NewTicket> | undefined)?.splitAt === ticket.splitAt;
  // Asked of every split: its origin is held before it is.
  const isKept = await isProtectedByOrigin(tx, ticket);
  return {
    ...before,
    ...(splitAt !== undefined && isLast ? { splitAt } : {}),
    ...(before.protected === false && isKept ? { protected: true } : {}),
  };
}

/** Restores what the officer's own last act changed, if nobody acted since and ten seconds are not over. */
export async function undoLast(
  deps: TicketDeps,
  { actor, id, version, batch }: Pick<ActInput, 'actor' | 'id' | 'version' | 'batch'>,
): Promise<Changed> {
  const history = await deps.events.ofStream(`ticket:${id}`);
  return deps.db.write(async (tx) => {
    const viewer = viewerFor(actor);
    const found = await findTicket(tx, { id, viewer });
    const current = found?.ticket ?? (await findById(tx, id));
    const last = current && history.findLast((event) => event.data.version === current.version);
    const isOwn = last ? isActor(last.actor, actor.officer) : false;
    const at = deps.clock.now();
    // One's own act may have taken the ticket out of one's sight: a transfer to the wrong unit can be taken back.
    const isLate = !last || at > last.at + UNDO_WINDOW;
    if (!current || !(found || (isOwn && !isLate))) fail({ code: 'tickets.not_found', kind: 'not-found' });
    // What is out of sight is not shown by what an undo is refused with.
    const detail = found ? { current: presentRow(deps.tree, current) } : {};
    if (current.version !== version || !last || !isOwn || !UNDOABLE.has(last.type) || !last.data.before)
      fail({ code: 'tickets.undo_acted_since', kind: 'conflict', detail });
    if (isLate) fail({ code: 'tickets.undo_too_late', kind: 'conflict', detail });
    if (last.type === 'ticket.incident-joined') {
      await holdTickets(tx, [id]);
      await requireMayLeave(tx, { ticket: current, actor, units: found?.units ?? [], at });
    }
    // A docket number is burnt, not given back: the ticket keeps none, nor the code that went with it.
    const before = await stillToRestore(tx, { ticket: current, set: last.data.before, left: last.data.after });
    const set = last.type === 'ticket.opened' ? { ...before, codeHash: null } : before;
    const after = await updateTicket(tx, { before: current, set, at });
    if (!after) fail({ code: 'tickets.version_conflict', kind: 'conflict', detail });
    await rewindClocks(tx, {
      ticket: id,
      at: current.updatedAt,
      started: (last.data.started ?? []) as StartedClock[],
      moved: (last.data.moved ?? []) as MovedClock[],
    });
    if (last.type === 'ticket.closed') {
      await undrawAudit(tx, current);
      await undrawLook(tx, current);
    }
    if (typeof last.data.look === 'string') await waitAgain(tx, last.data.look);
    await withdrawReport(tx, { ticket: id, at: current.updatedAt });
    await setSuggestions(tx, (last.data.suggestions ?? []) as SuggestionState[]);
    if (typeof last.data.note === 'string') {
      await removeNote(tx, last.data.note);
      await dropMentions(tx, last.data.note);
    }
    if (last.type === 'ticket.split')
      await withdrawSplit(deps, tx, { id: String(last.data.other), by: last.actor, detail });
    const isUnsent = await cancelSends(tx, { ticket: id, createdAt: current.updatedAt });
    if (!isUnsent) fail({ code: 'tickets.undo_too_late', kind: 'conflict', detail });
    await follow(deps, tx, { before: current, after });
    await rewindSteps(tx, { ticket: id, at: current.updatedAt });
    await takeBackHiding(tx, { ticket: current, data: last.data });
    if (current.protected && !after.protected) await speakAgainInThread(tx, after);
    if (TEACHING.has(last.type)) await takeBackDecision(tx, { ticket: after, at });
    await deps.events.append(tx, [
      {
        stream: `ticket:${id}`,
        type: 'ticket.undone',
        actor: last.actor,
        data: {
          ...{ version: after.version, of: last.seq, before: last.data.after, after: before },
          ...(last.data.mentions ? { mentions: last.data.mentions } : {}),
          ...(batch ? { batch } : {}),
        },
      },
    ]);
    const [seen = after] = await veil(tx, { viewer, tickets: [after] });
    return { ticket: seen, undoUntil: null };
  });
}
