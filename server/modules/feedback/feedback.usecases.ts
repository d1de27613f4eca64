import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt, requireCapability, requirePerson, unitsWith } from '../officers/officers.rules.ts';
import { withoutHandOf } from '../tickets/audited.usecases.ts';
import { namedUnit } from '../tickets/present.rules.ts';
import { mayKnowAuthor } from '../tickets/secrecy.rules.ts';
import type { Ticket, TicketDeps } from '../tickets/tickets.types.ts';
import { ASKED_FOR } from '../tickets/verdict.rules.ts';
import { recordVerdict } from '../tickets/verdict.usecases.ts';
import { findVisible, type Viewer } from '../tickets/visible.usecases.ts';
import {
  callsToMake,
  countUnreached,
  findCall,
  numberOf,
  saveCall,
  takeCall,
  type FeedbackCall,
} from './feedback.repository.ts';
import { afterTry, callingPost, CALLING } from './feedback.rules.ts';
import type { ResultInput } from './feedback.schemas.ts';

const LOOKED_AT = 300;
const SHOWN = 30;
/** A count that is this high may be higher. */
const MOST_COUNTED = 10_000;

type Deps = Pick<TicketDeps, 'db' | 'clock' | 'tree'>;

// Of a protected matter none but a women's cell gets a call, and it must know whom it calls.
const viewerOf = (actor: Actor): Viewer => ({
  officer: actor.officer,
  units: unitsWith(actor, 'ticket.read'),
  eyes: 'all',
});

/** The post through which an officer calls; null where he may not, or may not know whose number it is. */
async function postFor(
  deps: Deps,
  read: Read,
  { actor, call, ticket }: { actor: Actor; call: FeedbackCall; ticket: Ticket },
): Promise<Post | null> {
  const post = callingPost(deps.tree, { call, posts: actor.posts });
  if (!post || !(await withoutHandOf(read, { officer: actor.officer, rows: [call], now: deps.clock.now() })).has(call))
    return null;
  const found = await findVisible(read, { id: ticket.id, viewer: viewerOf(actor) });
  const isFit = found?.isVeiled === false && mayKnowAuthor({ tree: deps.tree, ticket, units: found.units });
  return isFit ? post : null;
}

/**
 * Closings to ask about, the longest closed first, and of how many in the last thirty days nobody was reached; a number
 * is shown to whoever takes the call.
 */
export async function listFeedback(deps: Deps, actor: Actor) {
  requireCapability(actor, 'ticket.read');
  const { read } = deps.db;
  const now = deps.clock.now();
  const found = await callsToMake(read, { viewer: viewerOf(actor), now, limit: LOOKED_AT });
  const calls = [];
  for (const { call, ticket } of found) {
    if (calls.length === SHOWN) break;
    if (!(await postFor(deps, read, { actor, call, ticket }))) continue;
    const isMine = call.caller === actor.officer && (call.callerUntil ?? 0) > now;
    calls.push({
      ...{ id: call.id, version: call.version, tries: call.tries, closedAt: call.closedAt, protected: call.protected },
      ...{ docket: ticket.docket, category: call.protected ? null : ticket.category, language: ticket.language },
      unit: namedUnit(deps.tree, ticket.owner),
      until: isMine ? call.callerUntil : null,
      phone: isMine && ticket.reporter !== null ? await numberOf(read, ticket.reporter) : null,
    });
  }
  const unreached = { viewer: viewerOf(actor), since: now - ASKED_FOR, limit: MOST_COUNTED };
  return { calls, unreached: await countUnreached(read, unreached) };
}

/** Takes a call, for a quarter of an hour. Throws feedback.not_found, feedback.taken. */
export async function takeFeedback(
  deps: Deps & Pick<TicketDeps, 'events'>,
  { actor, id, version }: { actor: Actor; id: string; version: number },
): Promise<{ version: number; phone: string | null }> {
  requirePerson(requireCapability(actor, 'ticket.read'));
  return deps.db.write(async (tx) => {
    const now = deps.clock.now();
    const found = await findCall(tx, { id, viewer: viewerOf(actor) });
    const post = found && (await postFor(deps, tx, { ...found, actor }));
    if (!found || !post) fail({ code: 'feedback.not_found', kind: 'not-found' });
    const { call, ticket } = found;
    const until = now + CALLING;
    if (call.version !== version || !(await takeCall(tx, { call, officer: actor.officer, now, until })))
      fail({ code: 'feedback.taken', kind: 'conflict' });
    // Whoever looks a number up is on record.
    await deps.events.append(tx, [
      { stream: `ticket:${ticket.id}`, type: 'ticket.feedback-taken', actor: actorAt(actor, post), data: { call: id } },
    ]);
    return { version: version + 1, phone: ticket.reporter === null ? null : await numberOf(tx, ticket.reporter) };
  });
}

/** What a result writes on its row. */
const endOf = (call: FeedbackCall, { result, at }: { result: ResultInput['result']; at: number }) =>
  result === 'not-reached' ? afterTry({ tries: call.tries, at }) : { endedAt: at, result, tries: call.tries + 1 };

/**
 * Notes what a citizen said on the telephone: his verdict, marked as such, or that he was not reached or says nothing.
 * Throws feedback.not_found, feedback.taken, and what a verdict is refused with.
 */
export async function noteFeedback(
  deps: TicketDeps,
  { actor, id, input }: { actor: Actor; id: string; input: ResultInput },
): Promise<void> {
  requirePerson(requireCapability(actor, 'ticket.read'));
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const found = await findCall(tx, { id, viewer: viewerOf(actor) });
    const post = found && (await postFor(deps, tx, { ...found, actor }));
    if (!found || !post) fail({ code: 'feedback.not_found', kind: 'not-found' });
    const { call, ticket } = found;
    const { result } = input;
    const set = { ...endOf(call, { result, at }), officer: actor.officer, position: post.position };
    if (call.version !== input.version || !(await saveCall(tx, { call, officer: actor.officer, set })))
      fail({ code: 'feedback.taken', kind: 'conflict' });
    const by = actorAt(actor, post);
    const data = { call: id, result, tries: call.tries + 1 };
    await deps.events.append(tx, [{ stream: `ticket:${ticket.id}`, type: 'ticket.feedback-called', actor: by, data }]);
    if (result !== 'solved' && result !== 'not-solved') return;
    await recordVerdict(deps, tx, {
      ...{ ticket: ticket.id, said: result, reason: input.reason, words: input.words, way: 'phone', actor: by },
      ...{ position: post.position, data: { call: id } },
    });
  });
}
