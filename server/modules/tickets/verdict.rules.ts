import type { Ticket, UnitTree } from './tickets.types.ts';

export const SAID = ['solved', 'not-solved'] as const;
export type Said = (typeof SAID)[number];

/** Why a citizen says that it is not solved. */
export const VERDICT_REASONS = ['nothing-done', 'nobody-came', 'came-back', 'partly', 'other'] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** So long after a closing its verdict is taken. */
export const ASKED_FOR = 30 * DAY;
/** So long after it was first given, it can be given otherwise, once. */
const CHANGED_WITHIN = 48 * HOUR;
/** So many times the citizen's word alone opens a docket again; after that a person decides. */
export const REOPENS_ALONE = 2;

/** A verdict that was given, as far as the next one depends on it. */
export interface Given {
  readonly said: string;
  readonly closedAt: number;
  readonly firstAt: number;
  readonly changes: number;
}

export type Answerable =
  | { readonly kind: 'asks' | 'may-change'; readonly closedAt: number; readonly until: number }
  | { readonly kind: 'given' | 'late' | 'not-closed' };

const isDone = ({ state }: Pick<Ticket, 'state'>): boolean => state === 'closed' || state === 'verified';

/** Whether a verdict on this ticket can be given now; `last` is the newest one that was. */
export function answerable({
  ticket,
  last,
  at,
}: {
  ticket: Pick<Ticket, 'state' | 'closedAt'>;
  last: Given | null;
  at: number;
}): Answerable {
  const isOf = last !== null && (isDone(ticket) ? last.closedAt === ticket.closedAt : last.said === 'not-solved');
  const isOpenAgain = ticket.state === 'open' || ticket.state === 'in_process';
  const closedAt = isDone(ticket) ? ticket.closedAt : isOf && isOpenAgain ? last.closedAt : null;
  if (closedAt === null) return { kind: 'not-closed' };
  if (at > closedAt + ASKED_FOR) return { kind: 'late' };
  if (!isOf || last.said === 'silent') return { kind: 'asks', closedAt, until: closedAt + ASKED_FOR };
  const until = Math.min(last.firstAt + CHANGED_WITHIN, closedAt + ASKED_FOR);
  return last.changes > 0 || at > until ? { kind: 'given' } : { kind: 'may-change', closedAt, until };
}

const YES = [
  ...['yes', 'solved', 'resolved', 'yes solved', 'it is solved', 'haan', 'han', 'ha', 'ho', 'hoy', 'hal ho gaya'],
  ...['हाँ', 'हां', 'हा', 'जी हाँ', 'जी हां', 'होय', 'हो', 'हल हो गया', 'हाँ हल हो गया', 'सुटली', 'निराकरण झाले'],
];
const NO = [
  ...['no', 'not solved', 'not resolved', 'unsolved', 'no not solved', 'nahi', 'nahin', 'nahi hua', 'nahin hua'],
  ...['नहीं', 'नही', 'जी नहीं', 'नहीं हुआ', 'हल नहीं हुआ', 'नाही', 'नाही झाले', 'सुटली नाही', 'निराकरण झाले नाही'],
];

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/@\w+/g, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
const WORDS = new Map<string, Said>([
  ...YES.map((word): [string, Said] => [plain(word), 'solved']),
  ...NO.map((word): [string, Said] => [plain(word), 'not-solved']),
]);

/** A question, an angry face or anything else beside plain words and their full stop. */
const SAYS_MORE = /[^\p{L}\p{M}\p{N}\s\p{Cf}.,!।]/u;

/** The verdict that a reply is, when it is nothing else; null for words that say more, which a person reads. */
export const saysOf = (text: string): Said | null =>
  SAYS_MORE.test(text.replaceAll(/@\w+/g, ' ')) ? null : (WORDS.get(plain(text)) ?? null);

/**
 * Where a docket goes that was closed without being resolved: one rank above the unit that has it, or above whoever
 * closed it when that was a higher one. The top answers for itself.
 */
export function aboveWhoClosed({
  tree,
  owner,
  closer,
}: {
  tree: UnitTree;
  owner: string | null;
  closer: string | null;
}): string | null {
  if (owner === null) return null;
  const highest = closer !== null && tree.isUnder(owner, closer) ? closer : owner;
  return tree.byId(highest)?.parent ?? highest;
}
