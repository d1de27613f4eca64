import type { I18n } from '$lib/i18n/context.ts';
import type { TicketView } from './ticket-view.svelte.ts';

interface Around {
  view: TicketView;
  i18n: I18n;
}

export const putTogether = ({ view, i18n, other }: Around & { other: string }): Promise<boolean> =>
  view.act({ action: 'join', body: { other }, words: i18n.t('incident.join.done') });

export const keepApart = ({ view, i18n, other }: Around & { other: string }): Promise<boolean> =>
  view.act({ action: 'apart', body: { other }, words: i18n.t('incident.apart.done') });

export const leaveTogether = ({ view, i18n }: Around): Promise<boolean> =>
  view.act({ action: 'leave-incident', body: {}, words: i18n.t('incident.leave.done') });
