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

export const TOGETHER = { join: 'i', apart: 'd' } as const;

/** What the keys I and D stand for: the suggestion on top. Null when there is none. */
export function actForKey({ view, i18n, key }: Around & { key: string }): (() => void) | null {
  const other = view.detail?.suggestions[0]?.other.id;
  if (other === undefined || view.detail?.actions.includes('join') !== true) return null;
  if (key === TOGETHER.join) return () => void putTogether({ view, i18n, other });
  if (key === TOGETHER.apart) return () => void keepApart({ view, i18n, other });
  return null;
}
