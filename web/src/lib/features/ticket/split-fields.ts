import type { TicketDetail } from '$lib/api/types.ts';
import type { FieldSpec } from './actions.ts';
import { predictionOf } from './suggestion.ts';

const MISCONDUCT = 'police-misconduct';
/** Where one matter may end and the other begin. */
const PARTS = /[।.!?;,\n]+|\s(?:और|तथा|एवं|आणि|and|aur)\s/iu;

/** The second matter that the stages read in the message. */
const secondOf = (detail: TicketDetail) => predictionOf(detail)?.detail?.matters?.[1];

/** The parts of the plea in which the second matter is told: words to begin with, without whom they were addressed to. */
export function secondWords(detail: TicketDetail): string {
  const second = secondOf(detail);
  const plea = detail.messages.find(({ id }) => id === predictionOf(detail)?.message);
  if (second === undefined || plea === undefined) return '';
  const parts = plea.text.split(PARTS).map((part) => part.replace(/[@#]\S+/g, '').trim());
  const tells = (part: string) =>
    second.words.some((word) => word !== '' && part.toLowerCase().includes(word.toLowerCase()));
  return parts.filter(tells).join('; ');
}

const mayAccuse: FieldSpec['asked'] = ({ values }) => values.aboutPolice !== 'no';

/** What an officer says of a second matter that a message tells of. */
export const SPLIT_FIELDS: readonly FieldSpec[] = [
  {
    name: 'text',
    kind: 'text',
    label: 'split.text',
    required: true,
    rows: 3,
    hint: 'split.text.hint',
    start: secondWords,
  },
  { name: 'category', kind: 'category', label: 'field.category', start: (detail) => secondOf(detail)?.category ?? '' },
  { name: 'urgency', kind: 'urgency', label: 'field.urgency', start: () => 'normal' },
  { name: 'owner', kind: 'unit', label: 'split.owner', hint: 'split.owner.hint', start: () => '' },
  {
    name: 'aboutPolice',
    kind: 'about-police',
    label: 'field.aboutPolice',
    hint: 'field.aboutPolice.hint',
    open: 'split.aboutPolice.read',
    start: (detail) => (secondOf(detail)?.category === MISCONDUCT ? 'yes' : ''),
  },
  {
    name: 'accusation',
    kind: 'accusation',
    label: 'split.accusation',
    hint: 'split.accusation.hint',
    start: ({ ticket }) => (ticket.category === MISCONDUCT ? 'stays' : 'moves'),
    asked: ({ detail, values }) => detail.ticket.aboutPolice !== 'no' && values.aboutPolice !== 'no',
  },
  {
    name: 'summary',
    kind: 'text',
    label: 'split.summary',
    rows: 2,
    hint: 'split.summary.hint',
    start: () => '',
    asked: mayAccuse,
  },
];
