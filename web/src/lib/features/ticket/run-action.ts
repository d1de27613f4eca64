import { stepAlarm } from '$lib/api/alarms.ts';
import type { ActionAnswer } from '$lib/api/tickets.ts';
import type { ActionName } from '$lib/api/types.ts';
import type { I18n } from '$lib/i18n/context.ts';
import type { Session } from '$lib/state/session.ts';
import { specOf } from './actions.ts';
import { suggestionOf } from './suggestion.ts';
import type { Suggestion } from './suggestion.ts';
import type { Told, TicketView } from './ticket-view.svelte.ts';

interface Around {
  view: TicketView;
  i18n: I18n;
}

/** What is said at the foot once it is done. */
export function doneWords(input: { action: ActionName; unit: string; i18n: I18n }): string {
  const spec = specOf(input.action);
  return spec === undefined ? '' : input.i18n.t(spec.done, { unit: input.unit });
}

/** Both numbers after a split, with a way to the second. */
export const splitWords =
  ({ t }: I18n) =>
  ({ ticket, split }: ActionAnswer): Told => {
    const [first, second] = [ticket.docket, split?.docket ?? null];
    const words =
      second === null
        ? t('action.split.waits')
        : first === null
          ? t('action.split.as', { second })
          : t('action.split.done', { first, second });
    return split ? { words, link: { href: `/tickets/${split.id}`, words: t('action.split.open') } } : { words };
  };

/** The words on the button of a suggestion: "Send to Hazratganj". */
export function suggestionWords(input: {
  suggestion: Suggestion;
  view: TicketView;
  session: Session;
  i18n: I18n;
}): string {
  const { suggestion, view, session, i18n } = input;
  if (suggestion.action === 'open')
    return i18n.t('action.open.to', { unit: i18n.name(view.detail?.ticket.suggested?.name) });
  if (suggestion.action === 'not-for-us') {
    return i18n.t('action.not-for-us.as', { reason: session.reasonName(suggestion.body.reason ?? '') });
  }
  return i18n.t(specOf(suggestion.action)?.label ?? 'common.more');
}

export async function runSuggestion({ view, i18n }: Around): Promise<void> {
  const { detail } = view;
  if (detail === null) return;
  const suggestion = suggestionOf(detail);
  if (suggestion === null) {
    const next = detail.actions.includes('open') ? 'open' : detail.actions.includes('close') ? 'close' : null;
    if (next !== null) view.toggle(next);
    return;
  }
  const words = doneWords({ action: suggestion.action, unit: i18n.name(detail.ticket.suggested?.name), i18n });
  await view.act({ ...suggestion, words });
}

/** Says that a life is at risk: the ticket goes to the top of every desk that sees it. */
export const raiseDanger = ({ view, i18n }: Around): Promise<boolean> =>
  view.act({ action: 'correct', body: { urgency: 'life-risk' }, words: i18n.t('way.danger.done') });

/** Takes up the danger that the ticket tells of. What somebody else did meanwhile is seen at once. */
export async function takeAlarm(view: TicketView): Promise<void> {
  const { alarm, ticket } = view.detail ?? {};
  if (!alarm || !ticket) return;
  await stepAlarm({ fetch, id: ticket.id, version: alarm.version, step: { step: 'take' } }).catch(() => undefined);
  await view.refresh();
}

/** Opens the form of an action, or carries it out where it needs none. */
export async function startAction({ view, i18n, action }: Around & { action: ActionName }): Promise<void> {
  const spec = specOf(action);
  if (spec === undefined || view.detail?.actions.includes(action) !== true) return;
  if (spec.form !== null) view.toggle(action);
  else await view.act({ action, body: {}, words: doneWords({ action, unit: '', i18n }) });
}
