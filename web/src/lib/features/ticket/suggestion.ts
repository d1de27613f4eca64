import type { ActionName, Prediction, TicketDetail, TicketState } from '$lib/api/types.ts';

export interface Suggestion {
  action: ActionName;
  body: Record<string, string>;
}

/** The prediction about the plea itself: of the earliest message that has one. */
export function predictionOf(detail: TicketDetail): Prediction | null {
  const byMessage = new Map(detail.predictions.map((prediction) => [prediction.message, prediction]));
  const first = detail.messages.find(({ id }) => byMessage.has(id));
  return (first === undefined ? undefined : byMessage.get(first.id)) ?? detail.predictions[0] ?? null;
}

const MOST_WORDS = 4;

/** The few words that weighed most for the answer, strongest first. */
export const reasonsOf = (prediction: Prediction): string[] =>
  (prediction.detail?.because ?? [])
    .filter(({ weight, says, entered }) => weight > 0 && says !== 'category' && entered === undefined)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS)
    .map(({ word }) => word);

/** The few words by which the category was told, strongest first. */
export const topicWordsOf = (prediction: Prediction): string[] =>
  (prediction.detail?.because ?? [])
    .filter(({ says, entered }) => says === 'category' && entered === undefined)
    .map(({ word }) => word);

/** Words that an administrator entered and that had a part in it, with what they were entered for. */
export const enteredOf = (prediction: Prediction) =>
  (prediction.detail?.because ?? []).flatMap(({ word, entered }) => (entered === undefined ? [] : [{ word, entered }]));

/**
 * What Enter does: accepts the prediction while a ticket waits for triage, takes the next step after that. Null where
 * something is missing that only a person can say, such as the unit.
 */
export function suggestionOf(detail: TicketDetail): Suggestion | null {
  const { ticket, actions } = detail;
  const prediction = predictionOf(detail);
  const can = (action: ActionName) => actions.includes(action);
  const isAside = ticket.state === 'not_for_us';
  if (prediction?.answer === 'not-for-us' && prediction.reason !== null && !isAside && can('not-for-us')) {
    return { action: 'not-for-us', body: { reason: prediction.reason } };
  }
  if (prediction?.answer === 'ask-back' && ticket.state === 'received' && can('ask-back')) {
    return { action: 'ask-back', body: {} };
  }
  if (can('open') && !isAside) {
    if (ticket.suggested === null) return null;
    const category = ticket.category ?? prediction?.category;
    const body = { owner: ticket.suggested.id, urgency: ticket.urgency };
    return { action: 'open', body: category ? { ...body, category } : body };
  }
  if (can('take-up')) return { action: 'take-up', body: {} };
  if (can('verify')) return { action: 'verify', body: {} };
  return null;
}

/** The state that a suggested act leads to. */
export const LEADS_TO: Partial<Record<ActionName, TicketState>> = {
  open: 'open',
  'ask-back': 'ask_back',
  'not-for-us': 'not_for_us',
  'take-up': 'in_process',
  verify: 'verified',
};
