import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Names } from '$lib/i18n/names.ts';
import type { UnitPosition } from './types.ts';

export interface HeldPost {
  posting: string;
  position: string;
  unit: string;
  kind: string;
  title: Names;
}

export interface OfficerView {
  id: string;
  username: string;
  name: string;
  locale: string | null;
  twoFactor: boolean;
  disabledAt: number | null;
  createdAt: number;
  posts: HeldPost[];
}

export interface ApiKeyView {
  id: string;
  position: string;
  unit: string | null;
  label: string;
  createdAt: number;
  revokedAt: number | null;
}

export interface ChannelAccount {
  id: string;
  kind: string;
  handle: string;
  unit: string;
  status: string;
  hasCredentials: boolean;
  openingPolicy: string;
  budgetMicro: number | null;
  spentTodayMicro: number;
  lastPolledAt: number | null;
  lastError: string | null;
  training: { on: boolean; note: string; at: number } | null;
  mayTrain: boolean;
  version: number;
  streams: { stream: string; pausedUntil: number | null; gapAt: number | null; updatedAt: number }[];
}

export interface Quality {
  language: string;
  n: number;
  precision: number | null;
  recall: number | null;
  lookedAt: number;
  plucked: number;
  category: number | null;
  urgency: number | null;
}

export interface QualityPage {
  days: number;
  languages: Quality[];
  calibration: { from: number; n: number; said: number; was: number }[];
  weeks: (Quality & { from: number })[];
}

export interface ModelScore {
  n: number;
  recall: number | null;
  filtered: number | null;
  category: number | null;
  brier: number | null;
}

export interface LanguageModel {
  id: string;
  state: 'candidate' | 'refused' | 'running' | 'retired';
  examples: number;
  figures: {
    running: Record<string, ModelScore>;
    candidate: Record<string, ModelScore>;
    threshold: { before: number; after: number };
    verdict: 'better' | 'no-better' | 'worse' | 'too-few';
  };
  madeAt: number;
  decidedAt: number | null;
}

export interface DeadJob {
  id: string;
  queue: string;
  attempts: number;
  lastError: string;
  createdAt: number;
}

export interface SystemState {
  queues: { queue: string; waiting: number; running: number; dead: number }[];
  dead: DeadJob[];
  outboxHeld: boolean;
  outbox: { waiting: number; unknown: number; failed: number };
  events?: number;
}

export interface UnknownSend {
  id: string;
  ticket: string;
  purpose: string;
  kind: string;
  text: string;
  state: string;
  error: string | null;
  firstTriedAt?: number | null;
}

export interface ImportReport {
  rows: number;
  creates: { line: number; id: string; type: string; name: string }[];
  changes: { line: number; id: string; name: string; fields: string[] }[];
  errors: { line: number; field: string | null; code: string; message: string }[];
  applied: boolean;
}

export interface BoundaryReport {
  features: number;
  areas: { feature: number; unit: string; type: string; name: Names; points: number; over: number | null }[];
  errors: { feature: number; code: string; message: string }[];
  applied: boolean;
}

type Body = Record<string, unknown>;
const post = <T>({ fetch, path, body = {} }: { fetch: Fetch; path: string; body?: Body }) =>
  request<T>({ fetch, path: `/api/admin${path}`, method: 'POST', body });
const patch = <T>({ fetch, path, body }: { fetch: Fetch; path: string; body: Body }) =>
  request<T>({ fetch, path: `/api/admin${path}`, method: 'PATCH', body });
const get = <T>({ fetch, path }: { fetch: Fetch; path: string }) => request<T>({ fetch, path: `/api/admin${path}` });
const part = encodeURIComponent;

export const createUnit = (input: { fetch: Fetch; body: Body }) =>
  post<{ unit: { id: string } }>({ ...input, path: '/units' });
export const changeUnit = ({ fetch, id, body }: { fetch: Fetch; id: string; body: Body }) =>
  patch<unknown>({ fetch, path: `/units/${part(id)}`, body });
export const closeUnit = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  post<unknown>({ fetch, path: `/units/${part(id)}/close`, body: { version } });
export const importUnits = ({ fetch, csv, apply }: { fetch: Fetch; csv: string; apply: boolean }) =>
  post<ImportReport>({ fetch, path: '/units/import', body: { csv, apply } });

export const importBoundaries = ({ fetch, text, apply }: { fetch: Fetch; text: string; apply: boolean }) =>
  post<BoundaryReport>({ fetch, path: '/units/boundaries', body: { text, apply } });

export const listPositions = (input: {
  fetch: Fetch;
  filter: { vacant?: string | null; under?: string | null; cursor?: string | null };
}) =>
  get<{ positions: UnitPosition[]; next: string | null }>({
    fetch: input.fetch,
    path: `/positions${query(input.filter)}`,
  });
export const createPosition = (input: { fetch: Fetch; body: Body }) => post<unknown>({ ...input, path: '/positions' });
export const createPosting = (input: { fetch: Fetch; position: string; officer: string; kind: string }) =>
  post<unknown>({
    fetch: input.fetch,
    path: `/positions/${part(input.position)}/postings`,
    body: { officer: input.officer, kind: input.kind },
  });
export const endPosting = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  post<unknown>({ fetch, path: `/postings/${part(id)}/end` });

export const listOfficers = (input: {
  fetch: Fetch;
  filter: { q?: string | null; cursor?: string | null; limit?: number };
}) =>
  get<{ officers: OfficerView[]; next: string | null }>({
    fetch: input.fetch,
    path: `/officers${query(input.filter)}`,
  });
export const createOfficer = (input: { fetch: Fetch; body: Body }) =>
  post<{ officer: OfficerView; oneTimePassword: string }>({ ...input, path: '/officers' });
export const actOnOfficer = (input: {
  fetch: Fetch;
  id: string;
  act: 'disable' | 'enable' | 'reset-password' | 'revoke-sessions';
}) => post<{ oneTimePassword?: string }>({ fetch: input.fetch, path: `/officers/${part(input.id)}/${input.act}` });

export const listApiKeys = ({ fetch }: { fetch: Fetch }) =>
  get<{ apiKeys: ApiKeyView[] }>({ fetch, path: '/api-keys' }).then(({ apiKeys }) => apiKeys);
export const createApiKey = (input: { fetch: Fetch; body: Body }) =>
  post<{ key: string }>({ ...input, path: '/api-keys' });
export const revokeApiKey = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  post<unknown>({ fetch, path: `/api-keys/${part(id)}/revoke` });

export const listChannels = ({ fetch }: { fetch: Fetch }) =>
  get<{ accounts: ChannelAccount[] }>({ fetch, path: '/channels' }).then(({ accounts }) => accounts);
export const createChannel = (input: { fetch: Fetch; body: Body }) => post<unknown>({ ...input, path: '/channels' });
export const changeChannel = ({ fetch, id, body }: { fetch: Fetch; id: string; body: Body }) =>
  patch<unknown>({ fetch, path: `/channels/${part(id)}`, body });
export const setChannelStatus = (input: { fetch: Fetch; id: string; version: number; status: 'active' | 'paused' }) =>
  post<unknown>({
    fetch: input.fetch,
    path: `/channels/${part(input.id)}/status`,
    body: { version: input.version, status: input.status },
  });
export const setTraining = (input: { fetch: Fetch; id: string; version: number; on: boolean; note: string }) =>
  post<unknown>({
    fetch: input.fetch,
    path: `/channels/${part(input.id)}/training`,
    body: { version: input.version, on: input.on, note: input.note },
  });
export const getQuality = ({ fetch, days }: { fetch: Fetch; days: number }) =>
  get<QualityPage>({ fetch, path: `/language/quality${query({ days: String(days) })}` });
export const listModels = ({ fetch }: { fetch: Fetch }) =>
  get<{ models: LanguageModel[] }>({ fetch, path: '/language/models' }).then(({ models }) => models);
export const askForModel = ({ fetch }: { fetch: Fetch }) => post<unknown>({ fetch, path: '/language/models' });
export const serveModel = ({ fetch, id }: { fetch: Fetch; id: string | null }) =>
  post<unknown>({ fetch, path: '/language/serve', body: { id } });
export const importMessages = (input: { fetch: Fetch; id: string; driver: string; body: string }) =>
  post<{ envelopes: number }>({
    fetch: input.fetch,
    path: `/channels/${part(input.id)}/import`,
    body: { driver: input.driver, body: input.body },
  });

export const getSystem = ({ fetch }: { fetch: Fetch }) => get<SystemState>({ fetch, path: '/system' });
export const redriveJob = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  post<unknown>({ fetch, path: `/system/dead/${part(id)}/redrive` });
export const releaseFence = ({ fetch }: { fetch: Fetch }) => post<unknown>({ fetch, path: '/system/release-fence' });
export const listUnknownSends = ({ fetch }: { fetch: Fetch }) =>
  get<{ sends: UnknownSend[] }>({ fetch, path: '/outbox?state=unknown' }).then(({ sends }) => sends);
export const settleSend = ({ fetch, id, sent }: { fetch: Fetch; id: string; sent: boolean }) =>
  post<unknown>({ fetch, path: `/outbox/${part(id)}/settle`, body: { sent } });
