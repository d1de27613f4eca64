import type { ActionName, TicketDetail } from '$lib/api/types.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { Draft } from './drafts.ts';
import { SPLIT_FIELDS } from './split-fields.ts';

export type FieldKind =
  | 'unit'
  | 'category'
  | 'subcategory'
  | 'urgency'
  | 'language'
  | 'reason'
  | 'district'
  | 'station'
  | 'text'
  | 'note'
  | 'about-police'
  | 'secrecy'
  | 'accusation'
  | 'waits-for'
  | 'outcome';

export interface FieldSpec {
  name: string;
  kind: FieldKind;
  label: MessageKey;
  required?: boolean;
  rows?: number;
  hint?: MessageKey;
  /** Counted against what the channel takes in one reply. */
  counted?: boolean;
  /** The answer bank offers words for it. */
  fromBank?: true;
  /** What it begins with, where that is not what the ticket has. */
  start?: (detail: TicketDetail) => string;
  /** Whether it is asked, by what is filled in so far. */
  asked?: (input: { detail: TicketDetail; values: Draft }) => boolean;
  /** Names the choice that leaves it open. */
  open?: MessageKey;
}

export interface ActionSpec {
  name: ActionName;
  key: string;
  label: MessageKey;
  /** On the button that carries it out. */
  submit: MessageKey;
  /** Said at the foot when it is done. */
  done: MessageKey;
  /** `report` has a form of its own; none acts at once. */
  form: readonly FieldSpec[] | 'report' | null;
}

const category: FieldSpec = { name: 'category', kind: 'category', label: 'field.category' };
const subcategory: FieldSpec = { name: 'subcategory', kind: 'subcategory', label: 'field.subcategory' };
const urgency: FieldSpec = { name: 'urgency', kind: 'urgency', label: 'field.urgency' };

/** What can be done with a ticket: buttons, keys and the help sheet all draw from here. */
export const ACTIONS: readonly ActionSpec[] = [
  {
    name: 'open',
    key: 'o',
    label: 'action.open',
    submit: 'action.open.submit',
    done: 'action.open.done',
    form: [{ name: 'owner', kind: 'unit', label: 'field.owner', required: true }, category, urgency],
  },
  {
    name: 'take-up',
    key: 'b',
    label: 'action.take-up',
    submit: 'action.take-up',
    done: 'action.take-up.done',
    form: null,
  },
  {
    name: 'close',
    key: 'r',
    label: 'action.close',
    submit: 'action.close.submit',
    done: 'action.close.done',
    form: 'report',
  },
  {
    name: 'propose',
    key: ';',
    label: 'action.propose',
    submit: 'action.propose.submit',
    done: 'action.propose.done',
    form: [
      { name: 'outcome', kind: 'outcome', label: 'report.outcome', required: true },
      { name: 'line', kind: 'text', label: 'field.proposal', required: true, rows: 2, hint: 'proposal.hint' },
    ],
  },
  { name: 'verify', key: 'v', label: 'action.verify', submit: 'action.verify', done: 'action.verify.done', form: null },
  {
    name: 'ask-back',
    key: 'a',
    label: 'action.ask-back',
    submit: 'action.ask-back.submit',
    done: 'action.ask-back.done',
    form: [
      { name: 'text', kind: 'text', label: 'field.question', rows: 4, hint: 'field.question.hint', counted: true },
    ],
  },
  {
    name: 'not-for-us',
    key: 'n',
    label: 'action.not-for-us',
    submit: 'action.not-for-us.submit',
    done: 'action.not-for-us.done',
    form: [
      { name: 'reason', kind: 'reason', label: 'field.reason', required: true },
      {
        name: 'answer',
        kind: 'text',
        label: 'field.answer',
        rows: 3,
        hint: 'field.answer.hint',
        counted: true,
        fromBank: true,
      },
    ],
  },
  {
    name: 'correct',
    key: 'c',
    label: 'action.correct',
    submit: 'action.correct.submit',
    done: 'action.correct.done',
    form: [
      category,
      subcategory,
      urgency,
      { name: 'district', kind: 'district', label: 'field.district' },
      { name: 'station', kind: 'station', label: 'field.station' },
      { name: 'language', kind: 'language', label: 'field.language' },
      { name: 'aboutPolice', kind: 'about-police', label: 'field.aboutPolice', hint: 'field.aboutPolice.hint' },
      { name: 'secrecy', kind: 'secrecy', label: 'field.secrecy', hint: 'field.secrecy.hint' },
    ],
  },
  {
    name: 'split',
    key: 'q',
    label: 'action.split',
    submit: 'action.split.submit',
    done: 'action.split.done',
    form: SPLIT_FIELDS,
  },
  {
    name: 'transfer',
    key: 't',
    label: 'action.transfer',
    submit: 'action.transfer.submit',
    done: 'action.transfer.done',
    form: [
      { name: 'to', kind: 'unit', label: 'field.to', required: true },
      { name: 'reason', kind: 'text', label: 'field.why', required: true, rows: 2 },
    ],
  },
  {
    name: 'pause',
    key: '4',
    label: 'action.pause',
    submit: 'action.pause.submit',
    done: 'action.pause.done',
    form: [
      { name: 'reason', kind: 'waits-for', label: 'field.waitsFor', required: true },
      { name: 'note', kind: 'text', label: 'field.waitsFor.note', required: true, rows: 2 },
    ],
  },
  { name: 'resume', key: '5', label: 'action.resume', submit: 'action.resume', done: 'action.resume.done', form: null },
  {
    name: 'bounce',
    key: '6',
    label: 'action.bounce',
    submit: 'action.bounce.submit',
    done: 'action.bounce.done',
    form: [
      { name: 'to', kind: 'unit', label: 'field.to', required: true },
      { name: 'reason', kind: 'text', label: 'field.why', required: true, rows: 2 },
    ],
  },
  {
    name: 'accept-offer',
    key: '7',
    label: 'action.accept-offer',
    submit: 'action.accept-offer',
    done: 'action.accept-offer.done',
    form: null,
  },
  {
    name: 'return-offer',
    key: '8',
    label: 'action.return-offer',
    submit: 'action.return-offer',
    done: 'action.return-offer.done',
    form: [{ name: 'reason', kind: 'text', label: 'field.why', required: true, rows: 2 }],
  },
  {
    name: 'withdraw-offer',
    key: '9',
    label: 'action.withdraw-offer',
    submit: 'action.withdraw-offer',
    done: 'action.withdraw-offer.done',
    form: null,
  },
  {
    name: 'approve',
    key: '>',
    label: 'action.approve',
    submit: 'action.approve',
    done: 'action.approve.done',
    form: null,
  },
  {
    name: 'return-report',
    key: '<',
    label: 'action.return-report',
    submit: 'action.return-report',
    done: 'action.return-report.done',
    form: [{ name: 'reason', kind: 'text', label: 'field.why', required: true, rows: 2 }],
  },
  {
    name: 'reopen',
    key: 'x',
    label: 'action.reopen',
    submit: 'action.reopen.submit',
    done: 'action.reopen.done',
    form: [{ name: 'reason', kind: 'text', label: 'field.why', required: true, rows: 2, hint: 'field.reopen.hint' }],
  },
  {
    name: 'reply',
    key: 'm',
    label: 'action.reply',
    submit: 'action.reply.submit',
    done: 'action.reply.done',
    form: [
      {
        name: 'text',
        kind: 'text',
        label: 'field.reply',
        required: true,
        rows: 4,
        hint: 'field.reply.hint',
        counted: true,
        fromBank: true,
      },
    ],
  },
  {
    name: 'note',
    key: 'w',
    label: 'action.note',
    submit: 'action.note.submit',
    done: 'action.note.done',
    form: [{ name: 'text', kind: 'note', label: 'field.note', required: true, rows: 3, hint: 'mention.hint' }],
  },
];

export const specOf = (name: ActionName): ActionSpec | undefined => ACTIONS.find((action) => action.name === name);
