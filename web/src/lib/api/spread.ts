import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow, UnitRef } from './types.ts';
import type { Names } from '$lib/i18n/names.ts';

export interface Growth {
  reach: number;
  voices: number;
}

export type StatementState = 'draft' | 'asked' | 'approved' | 'returned' | 'sent' | 'withdrawn';
export type StatementStep = 'write' | 'ask' | 'approve' | 'return' | 'send' | 'undo' | 'withdraw';

/** An incident that spreads fast. */
export interface SpreadRow {
  ticket: TicketRow;
  startedAt: number;
  peak: number;
  isCalm: boolean;
  quarter: Growth;
  hour: Growth;
  acknowledgedBy: string | null;
  acknowledgedAt: number | null;
  chiefBy: string | null;
  chiefAt: number | null;
  speaker: { title: Names | null; until: number } | null;
  statement: { state: StatementState; nextWordAt: number } | null;
  /** Who is called by the roster; null where nobody is on duty, and the desk is. */
  onDuty: { unit: UnitRef | null; names: string[]; isYou: boolean } | null;
  /** Nobody of this officer's kind has seen it yet. */
  callsYou: boolean;
}

/** A public message that waits because another position alone speaks. */
export interface HeldSend {
  id: string;
  ticket: string;
  docket: string | null;
  purpose: string;
  text: string;
  at: number;
  by: Names | null;
  isLocked: boolean;
}

/** A statement that waits for this officer's yes. */
export interface AskedStatement {
  id: string;
  nextWordAt: number;
  ticket: TicketRow;
}

export interface Spreading {
  spreads: SpreadRow[];
  held: HeldSend[];
  asked: AskedStatement[];
}

interface OfficeRef {
  id: string;
  title: Names;
  holder: string | null;
}

export interface Thread {
  id: string;
  docket: string | null;
  headline: string;
  voices: number;
  reach: number;
  language: string;
  canSay: boolean;
}

export interface Statement {
  id: string;
  ticket: string;
  texts: Record<string, string>;
  tickets: string[];
  state: StatementState;
  reason: string | null;
  nextWordAt: number;
  decidedAt: number | null;
  sentAt: number | null;
  createdAt: number;
  version: number;
  writer: string | null;
  approver: string;
  approverTitle: Names | null;
  decidedBy: string | null;
  sentBy: string | null;
  undoUntil: number | null;
  steps: StatementStep[];
}

export interface StatementTemplate {
  key: string;
  names: Names;
  from: string;
  texts: Record<string, string>;
}

export interface VoiceLock {
  id: string;
  position: string;
  title: Names | null;
  /** This and who set it: to those alone who see the docket where it was set. */
  reason: string | null;
  setBy: string | null;
  setAt: number;
  until: number;
  version: number;
  mayLift: boolean;
}

/** Everything that is done about a matter that spreads. */
export interface SpreadPanel {
  spread: Pick<SpreadRow, 'startedAt' | 'peak' | 'acknowledgedBy' | 'acknowledgedAt' | 'chiefBy' | 'chiefAt'> | null;
  quarter: Growth;
  hour: Growth;
  before: Growth;
  lock: VoiceLock | null;
  mayLock: boolean;
  mayWrite: boolean;
  usualHours: number;
  own: string | null;
  speakers: OfficeRef[];
  inquirers: OfficeRef[];
  approvers: OfficeRef[];
  threads: Thread[];
  held: HeldSend[];
  statements: Statement[];
  templates: StatementTemplate[];
}

export interface Wording {
  texts: Record<string, string>;
  tickets: string[];
  nextWordAt: number;
  approver: string;
}

const at = (id: string) => `/api/v1/tickets/${encodeURIComponent(id)}`;

export const listSpreads = ({ fetch }: { fetch: Fetch }) => request<Spreading>({ fetch, path: '/api/v1/spreads' });

export const readPanel = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<SpreadPanel>({ fetch, path: `${at(id)}/spread` });

export const seeSpread = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `${at(id)}/spread-seen`, method: 'POST', body: {} });

export const setVoice = (input: {
  fetch: Fetch;
  id: string;
  body: { position?: string; reason: string; hours: number; lock: string | null; version: number };
}) => request<unknown>({ fetch: input.fetch, path: `${at(input.id)}/voice-lock`, method: 'POST', body: input.body });

export const liftVoice = ({ fetch, id, ...body }: { fetch: Fetch; id: string; lock: string; version: number }) =>
  request<unknown>({ fetch, path: `${at(id)}/voice-unlock`, method: 'POST', body });

export const settleHeld = (input: { fetch: Fetch; id: string; send: string; choice: 'release' | 'drop' }) =>
  request<unknown>({
    fetch: input.fetch,
    path: `${at(input.id)}/held`,
    method: 'POST',
    body: { send: input.send, choice: input.choice },
  });

export const stepStatement = (input: {
  fetch: Fetch;
  id: string;
  statement: string | null;
  version: number;
  step:
    | { step: Exclude<StatementStep, 'write' | 'return'> }
    | { step: 'return'; reason: string }
    | ({ step: 'write' } & Wording);
}) =>
  request<{ id: string }>({
    fetch: input.fetch,
    path: `${at(input.id)}/statement`,
    method: 'POST',
    body: { ...input.step, statement: input.statement, version: input.version },
  });
