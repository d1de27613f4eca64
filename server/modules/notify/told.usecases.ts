import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePostAmong } from '../officers/officers.rules.ts';
import { findVisible, type Viewer } from '../tickets/visible.usecases.ts';
import { markOpened } from './notify.repository.ts';
import { proposalsOf, settleProposal } from './proposals.repository.ts';
import { sendsOfTicket } from './told.repository.ts';
import type { NotifyDeps } from './notify.types.ts';
import { viewerWith } from '../tickets/eyes.rules.ts';

const viewerOf = (actor: Actor): Viewer => viewerWith(actor, 'ticket.read');

async function requireSeen(read: Read, { actor, id }: { actor: Actor; id: string }) {
  const found = await findVisible(read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return found;
}

/** Whom a docket was told, by which way and when; and reports that links proposed. Throws tickets.not_found. */
export async function readTold(deps: NotifyDeps, { actor, id }: { actor: Actor; id: string }) {
  const { read } = deps.db;
  const { isVeiled } = await requireSeen(read, { actor, id });
  const titleOf = (position: string) => deps.directory.office(position)?.title ?? null;
  const sends = await sendsOfTicket(read, id);
  const proposals = isVeiled ? [] : await proposalsOf(read, id);
  return {
    told: sends
      .filter(({ send, openedAt }) => send.state !== 'cancelled' || openedAt !== null)
      .map(({ send, reason, openedAt }) => ({
        ...{ id: send.id, way: send.way, state: send.state, reason, createdAt: send.createdAt },
        ...{ sentAt: send.sentAt, deliveredAt: send.deliveredAt, openedAt, title: titleOf(send.position) },
      })),
    proposals: proposals.map(({ position, settledBy: _by, ticket: _ticket, attachment, ...proposal }) => ({
      ...proposal,
      title: titleOf(position),
      href: attachment === null ? null : `/api/v1/tickets/${id}/attachments/${attachment}`,
    })),
  };
}

/**
 * An officer has the docket before him: what his positions were told of it has been opened. Twice is once.
 * Throws tickets.not_found.
 */
export async function openTold(deps: NotifyDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  await requireSeen(deps.db.read, { actor, id });
  const positions = actor.posts.map(({ position }) => position);
  const at = deps.clock.now();
  await deps.db.write((tx) => markOpened(tx, { ticket: id, positions, at }));
}

/**
 * Sets a proposed report aside as looked at; what it says goes into an officer's own report, or nowhere.
 * Throws tickets.not_found, officers.not_allowed, notify.proposal_settled.
 */
export async function setProposalAside(
  deps: NotifyDeps,
  { actor, id, proposal }: { actor: Actor; id: string; proposal: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const { units, isVeiled } = await requireSeen(tx, { actor, id });
    const post = requirePostAmong(actor, { units, capability: 'ticket.act' });
    const at = deps.clock.now();
    const isDone = !isVeiled && (await settleProposal(tx, { id: proposal, ticket: id, officer: actor.officer, at }));
    if (!isDone) fail({ code: 'notify.proposal_settled', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `ticket:${id}`, type: 'ticket.proposal-settled', actor: actorAt(actor, post) },
        data: { proposal },
      },
    ]);
  });
}
