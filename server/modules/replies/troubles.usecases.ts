import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { viewerWith } from '../tickets/eyes.rules.ts';
import { maskedAmong, maskedLine, type Viewer } from '../tickets/visible.usecases.ts';
import { maySend } from './neutral.rules.ts';
import type { RelayDeps } from './relay.usecases.ts';
import { answerTrouble, troubledSends, type SendAnswer } from './troubles.repository.ts';
import { hideCode } from './templates.rules.ts';

const SHOWN = 100;

const viewerOf = (actor: Actor): Viewer => viewerWith(actor, 'ticket.reply');

/** What did not go out, or perhaps did, of tickets on which the officer may answer; newest first, a hundred at most. */
export async function listTroubles(deps: Pick<RelayDeps, 'db'>, actor: Actor) {
  const viewer = viewerOf(actor);
  const found = await troubledSends(deps.db.read, { viewer, limit: SHOWN + 1 });
  const masked = await maskedAmong(deps.db.read, { viewer, tickets: found.map(({ ticket }) => ticket) });
  const wordsOf = ({ send, ticket }: (typeof found)[number]): string => {
    if (masked.has(ticket.id)) return maskedLine(ticket, viewer);
    return send.kind === 'dm' ? hideCode(send.text) : send.text;
  };
  const sends = found.slice(0, SHOWN).map(({ send, docket, ...one }) => ({
    id: send.id,
    ticket: send.ticket,
    docket,
    purpose: send.purpose,
    kind: send.kind,
    text: wordsOf({ send, docket, ...one }),
    state: send.state,
    error: send.error,
    attempts: send.attempts,
    firstTriedAt: send.firstTriedAt,
    createdAt: send.createdAt,
  }));
  return { sends, more: found.length > SHOWN };
}

/**
 * An officer says what is to become of a send in trouble: once more, it was sent, or leave it. Written once, with its
 * event; a second word comes too late. Throws replies.not_found, replies.not_in_trouble, replies.protected_public.
 */
export async function settleTrouble(
  deps: RelayDeps,
  { actor, id, answer }: { actor: Actor; id: string; answer: SendAnswer },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const [found] = await troubledSends(tx, { viewer: viewerOf(actor), id, limit: 1 });
    const post = actor.posts.find(
      (one) => found?.units.includes(one.unit) && one.capabilities.includes('ticket.reply'),
    );
    if (!found || !post) fail({ code: 'replies.not_found', kind: 'not-found' });
    if (answer === 'again' && !maySend(found.send, found)) fail({ code: 'replies.protected_public', kind: 'conflict' });
    const isSettled = await answerTrouble(tx, { send: found.send, answer, at: deps.clock.now() });
    if (!isSettled) fail({ code: 'replies.not_in_trouble', kind: 'conflict' });
    const data = { send: id, answer, was: found.send.state, error: found.send.error };
    await deps.events.append(tx, [
      { stream: `ticket:${found.send.ticket}`, type: 'reply.settled', actor: actorAt(actor, post), data },
    ]);
  });
}
