import type { ActionName, TicketRow } from '$lib/api/types.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';

type Can = (capability: string) => boolean;

/** The one step that comes next for a docket, as the thumb finds it. */
export function nextStep({ row, can }: { row: Pick<TicketRow, 'state'>; can: Can }): 'take-up' | 'close' | 'propose' {
  if (!can('ticket.act')) return 'propose';
  return row.state === 'open' ? 'take-up' : 'close';
}

interface MoreStep {
  action: ActionName;
  capability: string;
  label: MessageKey;
}

/** What else can be done from a card; each opens its form on the docket's own page. */
const MORE: readonly MoreStep[] = [
  { action: 'reply', capability: 'ticket.reply', label: 'action.reply' },
  { action: 'bounce', capability: 'ticket.transfer', label: 'action.bounce' },
  { action: 'transfer', capability: 'ticket.transfer', label: 'action.transfer' },
  { action: 'note', capability: 'ticket.read', label: 'action.note' },
];

/** Who telephoned is called: nothing can be written to him. */
const isUnwritable = ({ action }: MoreStep, { channel }: Pick<TicketRow, 'channel'>): boolean =>
  action === 'reply' && channel === 'desk';

/** A station offers what is calm to its equals, and passes on what is urgent once it has acted. */
const isShut = ({ action }: MoreStep, { urgency, state }: Pick<TicketRow, 'urgency' | 'state'>): boolean =>
  action === 'bounce' ? urgency !== 'normal' : action === 'transfer' && (urgency === 'normal' || state === 'open');

/** What else this docket allows an officer; `isStation`: he hands on as a station alone. */
export const moreSteps = ({
  row,
  can,
  isStation,
}: {
  row: Pick<TicketRow, 'urgency' | 'state' | 'channel'>;
  can: Can;
  isStation: boolean;
}): MoreStep[] =>
  MORE.filter((step) => can(step.capability) && !isUnwritable(step, row)).filter((step) =>
    isStation ? !isShut(step, row) : step.action !== 'bounce',
  );
