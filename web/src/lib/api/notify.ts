import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { SafeContact } from './types.ts';

export type SendingWay = 'push' | 'mail' | 'whatsapp' | 'sms';
type GatewayWay = 'whatsapp' | 'sms';

export interface Told {
  id: string;
  way: string;
  state: string;
  reason: string;
  createdAt: number;
  sentAt: number | null;
  deliveredAt: number | null;
  openedAt: number | null;
  title: Names | null;
}

export interface Proposal {
  id: string;
  outcome: string;
  line: string;
  href: string | null;
  at: number;
  settledAt: number | null;
  title: Names | null;
}

export interface ToldPage {
  told: Told[];
  proposals: Proposal[];
}

/** A position to telephone, with all that it is to be told. */
export interface CallToMake {
  position: string;
  red: boolean;
  attempts: number;
  since: number;
  triedAt: number | null;
  title: Names | null;
  unitName: Names | null;
  phone: string | null;
  calls: { id: string; attempts: number }[];
  dockets: {
    id: string;
    docket: string | null;
    urgency: string;
    category: string | null;
    reason: string;
    red: boolean;
  }[];
}

export interface WaysState {
  version: number;
  from: string | null;
  hasMail: boolean;
  whatsapp: { url: string } | null;
  sms: { url: string } | null;
  reached: SendingWay[];
}

export interface WaysBody extends Record<GatewayWay, { url: string; secret?: string } | null> {
  version: number;
  from: string | null;
}

export interface Contact {
  position: string;
  title: Names;
  phone: string | null;
  mail: string | null;
  locale: string;
  ways: string[];
  quietFrom: number;
  quietUntil: number;
  version: number;
}

export interface ContactsReport {
  rows: number;
  changes: { line: number; title: Names; phone: string | null; mail: string | null }[];
  errors: { line: number; code: string; message: string }[];
  applied: boolean;
}

export interface LinkPage {
  docket: string | null;
  state: string;
  isHidden: boolean;
  canPickUp: boolean;
  expiresAt: number;
  position: Names;
  outcomes: string[];
  safeContact: SafeContact | null;
  about: { category: Names | null; urgency: string; dueAt: number | null; place: Names | null; words: string } | null;
}

const part = encodeURIComponent;

export const readTold = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<ToldPage>({ fetch, path: `/api/v1/tickets/${part(id)}/told` });
export const openTold = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/v1/tickets/${part(id)}/opened`, method: 'POST', body: {}, unkeyed: true });
export const setProposalAside = ({ fetch, id, proposal }: { fetch: Fetch; id: string; proposal: string }) =>
  request<unknown>({ fetch, path: `/api/v1/tickets/${part(id)}/proposal`, method: 'POST', body: { proposal } });

export const readCalls = ({ fetch }: { fetch: Fetch }) =>
  request<{ calls: CallToMake[] }>({ fetch, path: '/api/v1/calls' }).then(({ calls }) => calls);
export const noteCall = ({ fetch, call, reached }: { fetch: Fetch; call: CallToMake; reached: boolean }) =>
  request<unknown>({
    ...{ fetch, path: `/api/v1/calls/${part(call.position)}`, method: 'POST' },
    body: { calls: call.calls, reached },
  });

export const readWays = ({ fetch }: { fetch: Fetch }) =>
  request<WaysState>({ fetch, path: '/api/admin/notifications' });
export const changeWays = ({ fetch, body }: { fetch: Fetch; body: WaysBody }) =>
  request<unknown>({ fetch, path: '/api/admin/notifications', method: 'PUT', body });
export const tryWay = ({ fetch, way }: { fetch: Fetch; way: SendingWay }) =>
  request<unknown>({ fetch, path: '/api/admin/notifications/test', method: 'POST', body: { way } });

export const readContacts = ({ fetch, unit }: { fetch: Fetch; unit: string }) =>
  request<{ contacts: Contact[] }>({ fetch, path: `/api/admin/contacts?unit=${part(unit)}` }).then(
    ({ contacts }) => contacts,
  );
export const changeContact = ({ fetch, contact }: { fetch: Fetch; contact: Omit<Contact, 'title'> }) => {
  const { position, ...body } = contact;
  return request<unknown>({ fetch, path: `/api/admin/contacts/${part(position)}`, method: 'PUT', body });
};
export const importContacts = ({ fetch, csv, apply }: { fetch: Fetch; csv: string; apply: boolean }) =>
  request<ContactsReport>({ fetch, path: '/api/admin/contacts/import', method: 'POST', body: { csv, apply } });

interface DeviceBody {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export const readPushKey = ({ fetch }: { fetch: Fetch }) =>
  request<{ key: string }>({ fetch, path: '/api/v1/devices' }).then(({ key }) => key);
export const addDevice = ({ fetch, body }: { fetch: Fetch; body: DeviceBody }) =>
  request<unknown>({ fetch, path: '/api/v1/devices', method: 'POST', body });
export const removeDevice = ({ fetch, endpoint }: { fetch: Fetch; endpoint: string }) =>
  request<unknown>({ fetch, path: '/api/v1/devices/remove', method: 'POST', body: { endpoint } });

export const readLink = ({ fetch, token }: { fetch: Fetch; token: string }) =>
  request<LinkPage>({ fetch, path: `/api/public/links/${part(token)}` });
