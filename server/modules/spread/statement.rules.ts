import texts from '../../data/templates/statements.json';
import type { Statement } from './statement.repository.ts';

export const STATEMENT_LANGUAGES = ['hi', 'en', 'mr', 'hinglish'] as const;
export type StatementLanguage = (typeof STATEMENT_LANGUAGES)[number];

export interface StatementTemplate {
  readonly key: string;
  readonly names: { readonly en: string; readonly hi: string; readonly mr: string };
  /** The day from which its words hold. */
  readonly from: string;
  readonly texts: Readonly<Record<StatementLanguage, string>>;
}

/** First words for what is not known yet; `{rank}` inquires, `{time}` is when more is said. */
export const statementTemplates = texts as readonly StatementTemplate[];

/** In which of our languages a thread is answered. */
export const languageFor = (language: string): StatementLanguage =>
  STATEMENT_LANGUAGES.find((one) => one === language) ?? 'hi';

export const STATEMENT_STATES = ['draft', 'asked', 'approved', 'returned', 'sent', 'withdrawn'] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

export type StatementStep = 'write' | 'ask' | 'approve' | 'return' | 'send' | 'undo' | 'withdraw';

const FROM: Readonly<Record<StatementStep, readonly StatementState[]>> = {
  write: ['draft', 'returned'],
  ask: ['draft', 'returned'],
  approve: ['asked'],
  return: ['asked', 'approved'],
  send: ['approved'],
  undo: ['sent'],
  withdraw: ['draft', 'asked', 'approved', 'returned'],
};

export const allows = (state: string, step: StatementStep): boolean => FROM[step].some((from) => from === state);

/** What one may do with a statement now. */
export function stepsFor(
  statement: Pick<Statement, 'state' | 'writer' | 'approver' | 'sentBy' | 'sentAt'>,
  {
    officer,
    positions,
    speaker,
    undoAfter,
  }: {
    officer: string;
    positions: readonly string[];
    /** The position that alone speaks; null when all may. */
    speaker: string | null;
    /** Sent later than this, it can be taken back. */
    undoAfter: number;
  },
): StatementStep[] {
  const isWriter = statement.writer === officer;
  const isApprover = positions.includes(statement.approver) && !isWriter;
  const mayUndo = statement.sentBy === officer && (statement.sentAt ?? 0) >= undoAfter;
  const may: Record<StatementStep, boolean> = {
    write: true,
    ask: isWriter,
    approve: isApprover,
    return: isApprover,
    send: speaker === null || positions.includes(speaker),
    undo: mayUndo,
    withdraw: isWriter || isApprover,
  };
  return (Object.keys(may) as StatementStep[]).filter((step) => may[step] && allows(statement.state, step));
}
