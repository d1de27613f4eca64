import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type {
  ActionName,
  AnswerFinding,
  Attachment,
  BankAnswer,
  Counts,
  Flood,
  SafeContactRule,
  TicketDetail,
  TicketPage,
  TicketRow,
  Vocabulary,
} from './types.ts';

export interface TicketFilter {
  state?: string | null;
  category?: string | null;
  urgency?: string | null;
  language?: string | null;
  district?: string | null;
  unit?: string | null;
  channel?: string | null;
  reason?: string | null;
  outcome?: string | null;
  aboutPolice?: string | null;
  /** Days of receipt, `2026-11-26`. */
  from?: string | null;
  until?: string | null;
  q?: string | null;
  wroteAgain?: string | null;
  overdue?: string | null;
  situation?: string | null;
  cursor?: string | null;
  limit?: number;
}

export interface ActionAnswer {
  ticket: TicketRow;
  undoUntil: number | null;
  /** The second matter after a split, where the officer may see it. */
  split?: TicketRow | null;
  /** What is read out to the citizen, this once. */
  code?: string;
}

const at = (id: string) => `/api/v1/tickets/${encodeURIComponent(id)}`;

export const listTickets = ({ fetch, filter }: { fetch: Fetch; filter: TicketFilter }) =>
  request<TicketPage>({ fetch, path: `/api/v1/tickets${query({ ...filter })}` });

/** Where the list behind the screen is downloaded. */
export const listFile = ({ search, format }: { search: string; format: 'csv' | 'xlsx' }): string =>
  `/api/v1/reports/tickets?${search}${search === '' ? '' : '&'}format=${format}`;

export const countTickets = ({ fetch }: { fetch: Fetch }) =>
  request<{ counts: Counts }>({ fetch, path: '/api/v1/tickets/counts' }).then(({ counts }) => counts);

export const listFloods = ({ fetch }: { fetch: Fetch }) =>
  request<{ floods: Flood[] }>({ fetch, path: '/api/v1/floods' }).then(({ floods }) => floods);

export const unfold = ({ fetch, reporter }: { fetch: Fetch; reporter: string }) =>
  request<{ unfolded: number }>({ fetch, path: '/api/v1/floods/unfold', method: 'POST', body: { reporter } });

export const getTicket = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<TicketDetail>({ fetch, path: at(id) });

export const getVocabulary = ({ fetch }: { fetch: Fetch }) =>
  request<Vocabulary>({ fetch, path: '/api/v1/categories' });

export const actOnTicket = (input: {
  fetch: Fetch;
  id: string;
  action: ActionName;
  body: Record<string, unknown> & { version: number };
  key: string;
}) =>
  request<ActionAnswer>({
    fetch: input.fetch,
    path: `${at(input.id)}/${input.action}`,
    method: 'POST',
    body: input.body,
    key: input.key,
    // The desk goes on before the answer: also from the page.
    keepalive: true,
  });

export const checkAnswer = ({
  fetch,
  id,
  text,
  kind,
  details,
}: {
  fetch: Fetch;
  id: string;
  text: string;
  kind: 'reply' | 'dm';
  details?: Record<string, string>;
}) =>
  request<{ findings: AnswerFinding[] }>({
    fetch,
    path: `${at(id)}/check-answer`,
    method: 'POST',
    body: { text, kind, details },
    unkeyed: true,
  }).then(({ findings }) => findings);

export const bankAnswers = ({ fetch, id, reason }: { fetch: Fetch; id: string; reason: string }) =>
  request<{ answers: BankAnswer[] }>({ fetch, path: `${at(id)}/answers${query({ reason })}` }).then(
    ({ answers }) => answers,
  );

export const attachmentsPath = (id: string): string => `${at(id)}/attachments`;
export type UploadAnswer = { attachment: Attachment };

export interface TakenDown {
  text: string;
  via: string;
  category?: string;
  urgency?: string;
  unit?: string;
  open: boolean;
  contact?: { name?: string; phone?: string };
  safeContact?: SafeContactRule;
}

/** Takes down what somebody said by telephone or at the desk. */
export const takeDown = ({ fetch, body, key }: { fetch: Fetch; body: TakenDown; key: string }) =>
  request<{ ticket: TicketRow }>({ fetch, path: '/api/v1/tickets', method: 'POST', body, key });
