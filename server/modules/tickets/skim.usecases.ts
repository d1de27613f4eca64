import { DomainError } from '../../platform/errors.ts';
import { findPleas } from '../inbound/inbound.usecases.ts';
import { noteDecision, takeBackDecision } from '../learning/decisions.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, isActor, requirePost } from '../officers/officers.rules.ts';
import type { Viewer } from './access.repository.ts';
import { act, undoLast, UNDO_WINDOW } from './change.usecases.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { listNums, loadTickets } from './list.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { FILTERED } from './listed.rules.ts';
import { presentRow } from './present.rules.ts';
import { decisionsOf, swapListed, visibleOf, type SecondLook } from './skim.repository.ts';
import { lookShares } from './skim.rules.ts';
import type { TicketDeps } from './tickets.types.ts';
import { viewerWith } from './eyes.rules.ts';
import { veilsOf } from './veil.repository.ts';

const LOOKED = 'ticket.looked-through';

/** Whose eyes: those who may triage, at the units where they may. */
const triaging = (actor: Actor): Viewer => viewerWith(actor, 'ticket.triage');

/** What the stages set aside and nobody has looked at, newest first, with the words a person needs to judge. */
export async function readSkim(
  deps: TicketDeps,
  { actor, before, limit }: { actor: Actor; before: number | null; limit: number },
) {
  requirePost(actor, 'ticket.triage');
  const viewer = triaging(actor);
  const nums = await listNums(deps.db.read, { viewer, states: [FILTERED], before, limit });
  const tickets = await loadTickets(deps.db.read, { viewer, nums });
  const pleas = await findPleas(
    deps.db.read,
    tickets.map(({ id }) => id),
  );
  const veils = await veilsOf(deps.db.read, { viewer, tickets });
  return {
    posts: tickets.map((ticket) => {
      const plea = veils.has(ticket.id) ? undefined : pleas.get(ticket.id);
      const { text, handle, media } = plea ?? { text: ticket.headline, handle: null, media: 0 };
      return { ticket: presentRow(deps.tree, ticket), reason: ticket.reason, text, handle, media };
    }),
    next: nums.length < limit ? null : (nums.at(-1) ?? null),
  };
}

export interface Skimmed {
  /** Ids, as far as nobody else was faster. */
  readonly looked: readonly string[];
  readonly plucked: readonly string[];
  readonly undoUntil: number;
}

/**
 * Records a look at filtered posts: those plucked go to the desk with a clock of their own, the others are confirmed,
 * which also teaches. What another officer has decided meanwhile is left as it is; a pluck beats a confirmation.
 */
export async function skim(
  deps: TicketDeps,
  {
    actor,
    looked,
    plucked,
  }: {
    actor: Actor;
    looked: readonly string[];
    plucked: readonly { readonly id: string; readonly version: number }[];
  },
): Promise<Skimmed> {
  const post = requirePost(actor, 'ticket.triage');
  const taken: string[] = [];
  for (const { id, version } of plucked) if (await pluck(deps, { actor, id, version })) taken.push(id);
  const others = looked.filter((id) => !plucked.some((one) => one.id === id));
  const confirmed = await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const done: string[] = [];
    for (const ticket of await visibleOf(tx, { viewer: triaging(actor), ids: others })) {
      if (ticket.state !== 'not_for_us') continue;
      if (!(await swapListed(tx, { num: ticket.num, from: FILTERED, to: ticket.state }))) continue;
      await noteDecision(tx, { ticket, at });
      done.push(ticket.id);
    }
    await deps.events.append(
      tx,
      done.map((id) => ({ stream: `ticket:${id}`, type: LOOKED, actor: actorAt(actor, post), data: {} })),
    );
    return done;
  });
  return { looked: confirmed, plucked: taken, undoUntil: deps.clock.now() + UNDO_WINDOW };
}

/** Brings a filtered post to the desk. False when somebody has dealt with it, or it cannot be seen. */
async function pluck(
  deps: TicketDeps,
  { actor, id, version }: { actor: Actor; id: string; version: number },
): Promise<boolean> {
  return unlessSettled(
    act(deps, {
      actor,
      id,
      version,
      action: 'pluck',
      decide: async ({ ticket, tx, at }) => ({
        set: { state: 'received', reason: null },
        type: 'ticket.plucked',
        startClocks: [
          {
            kind: 'first_response',
            startedAt: at,
            dueAt: (await deadlinesAt(deps, tx, at))({ matter: ticket, kind: 'first_response', from: at }),
          },
        ],
      }),
    }),
  );
}

/** Refusals which say that the ticket is no longer as it was seen. */
const SETTLED = new Set(
  ['not_found', 'version_conflict', 'wrong_state', 'undo_acted_since', 'undo_too_late'].map(
    (name) => `tickets.${name}`,
  ),
);
const isSettledElsewhere = (error: unknown): boolean => error instanceof DomainError && SETTLED.has(error.code);

/** Runs an act; false where the ticket has gone another way meanwhile. */
async function unlessSettled(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isSettledElsewhere(error)) return false;
    throw error;
  }
}

/** Takes one's own look back within the time of an undo. Answers which tickets stand on the wall again. */
export async function unskim(
  deps: TicketDeps,
  { actor, ids }: { actor: Actor; ids: readonly string[] },
): Promise<{ readonly back: readonly string[] }> {
  const post = requirePost(actor, 'ticket.triage');
  const by = actorAt(actor, post);
  const own: { id: string; from: string }[] = [];
  for (const id of ids) {
    const last = (await deps.events.ofStream(`ticket:${id}`)).at(-1);
    // Whoever holds two posts may have looked from one and plucked from the other.
    if (!last || !isActor(last.actor, actor.officer) || deps.clock.now() > last.at + UNDO_WINDOW) continue;
    if (last.type === LOOKED) own.push({ id, from: last.type });
    if (last.type !== 'ticket.plucked') continue;
    const version = Number(last.data.version);
    if (await unlessSettled(undoLast(deps, { actor, id, version }))) own.push({ id, from: last.type });
  }
  const back = await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const done: string[] = [];
    const tickets = await visibleOf(tx, { viewer: triaging(actor), ids: own.map(({ id }) => id) });
    for (const ticket of tickets) {
      if (ticket.state !== 'not_for_us') continue;
      if (!(await swapListed(tx, { num: ticket.num, from: ticket.state, to: FILTERED }))) continue;
      await takeBackDecision(tx, { ticket: { ...ticket, state: 'received' }, at });
      done.push(ticket.id);
    }
    await deps.events.append(
      tx,
      own.flatMap(({ id, from }) =>
        from === LOOKED && done.includes(id)
          ? [{ stream: `ticket:${id}`, type: 'ticket.undone', actor: by, data: { of: from } }]
          : [],
      ),
    );
    return done;
  });
  return { back };
}

const DAYS = 30;
/** Decisions that are looked through, and at once. */
const MOST = 4000;
const TOGETHER = 200;

/** What second looks of the last thirty days found, over the tickets that the officer may triage. */
export async function readRecall(deps: Pick<TicketDeps, 'db' | 'clock'>, actor: Actor) {
  requirePost(actor, 'ticket.triage');
  const { units } = viewerOf(actor);
  const since = deps.clock.now() - DAYS * 24 * 60 * 60_000;
  const rows: SecondLook[] = [];
  let before: Pick<SecondLook, 'at' | 'message'> | null = null;
  for (let seen = 0; seen < MOST; seen += TOGETHER) {
    const page = await decisionsOf(deps.db.read, { units, since, before, limit: TOGETHER });
    rows.push(...page.rows);
    before = page.last;
    if (before === null) break;
    await new Promise(setImmediate);
  }
  return { days: DAYS, ...lookShares(rows) };
}
