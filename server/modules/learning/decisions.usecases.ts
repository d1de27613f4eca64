import type { Tx } from '../../schema.ts';
import { answerOf, isHeldBack } from './decision.rules.ts';
import { removeDecisionOf, saidOf, saveDecision } from './decisions.repository.ts';

export { forgetDecisions } from './decisions.repository.ts';

interface Decided {
  readonly id: string;
  readonly channel: string;
  readonly state: string;
  readonly reason: string | null;
  readonly category: string | null;
  readonly urgency: string;
  readonly language: string;
}

/**
 * Keeps what an officer's act says of the ticket's message, in the transaction of the act. The label belongs to the
 * case: nothing of its author is kept.
 */
export async function noteDecision(tx: Tx, { ticket, at }: { ticket: Decided; at: number }): Promise<void> {
  // What an officer took down was never read by the stages.
  if (ticket.channel === 'desk') return;
  const said = await saidOf(tx, ticket.id);
  if (!said) return;
  const { prediction } = said;
  const answer = answerOf(ticket);
  await saveDecision(tx, {
    message: said.message,
    ticket: ticket.id,
    account: said.account,
    language: ticket.language,
    answer,
    category: answer === null || answer === 'act' || answer === 'no-details' ? ticket.category : null,
    urgency: ticket.urgency,
    saidAnswer: prediction.answer === 'not-for-us' ? (prediction.reason ?? 'news-opinion') : prediction.answer,
    saidScore: prediction.score,
    saidCategory: prediction.category,
    saidUrgency: prediction.urgency,
    model: prediction.modelVersion,
    heldBack: isHeldBack(said.message),
    at,
  });
}

/** Takes back what an undone act had taught; what is decided again is kept again. */
export async function takeBackDecision(tx: Tx, { ticket, at }: { ticket: Decided; at: number }): Promise<void> {
  if (answerOf(ticket) === null) await removeDecisionOf(tx, ticket.id);
  else await noteDecision(tx, { ticket, at });
}
