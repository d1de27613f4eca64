import type { Names } from '$lib/i18n/names.ts';
import { query, request, send } from './http.ts';
import type { Fetch } from './http.ts';
import type { Colleague } from './types.ts';

/** Why a PIN does not open this device; its sentence stands under the same name. */
export type Obstacle = 'charge.pin_none' | 'charge.device_locked' | 'charge.passed_on';

/** What this browser is, for whoever stands before it. */
export interface DeviceHere {
  label: string;
  title: Names | null;
  unitName: Names | null;
  obstacle: Obstacle | null;
  triesLeft: number;
}

export interface StationDevice {
  id: string;
  position: string;
  label: string;
  registeredAt: number;
  unlockedAt: number | null;
  /** The officer who asks has a PIN on it. */
  hasPin: boolean;
  isLocked: boolean;
}

export interface StationDevices {
  posts: { position: string; title: Names | null }[];
  here: string | null;
  isOther: boolean;
  devices: StationDevice[];
}

export interface Handover {
  id: string;
  position: string;
  note: string;
  at: number;
  inHand: number;
  red: number;
  overdue: number;
  title: Names | null;
  unitName: Names | null;
  from: string | null;
  to: string | null;
}

export interface Charge {
  posts: {
    position: string;
    title: Names | null;
    unitName: Names | null;
    inHand: number;
    red: number;
    overdue: number;
    offered: Handover | null;
  }[];
  toMe: (Handover & { isHere: boolean })[];
}

const part = encodeURIComponent;
const DEVICES = '/api/v1/station-devices';

export const readDeviceHere = ({ fetch }: { fetch: Fetch }) =>
  request<{ device: DeviceHere | null }>({ fetch, path: '/api/public/device' }).then(({ device }) => device);
export const unlockDevice = ({ fetch, pin }: { fetch: Fetch; pin: string }) =>
  request<unknown>({ fetch, path: '/api/public/device/unlock', method: 'POST', body: { pin }, unkeyed: true });

export const readDevices = ({ fetch }: { fetch: Fetch }) => request<StationDevices>({ fetch, path: DEVICES });
export const registerDevice = ({ fetch, ...body }: { fetch: Fetch; position: string; label: string; pin: string }) =>
  request<unknown>({ fetch, path: DEVICES, method: 'POST', body, unkeyed: true });
export const choosePin = ({ fetch, pin }: { fetch: Fetch; pin: string }) =>
  request<unknown>({ fetch, path: `${DEVICES}/pin`, method: 'POST', body: { pin }, unkeyed: true });
export const removeDevice = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `${DEVICES}/${part(id)}/remove`, method: 'POST', body: {} });
export const keepAwake = ({ fetch }: { fetch: Fetch }) =>
  request<unknown>({ fetch, path: `${DEVICES}/awake`, method: 'POST', body: {}, unkeyed: true });
export const lockDevice = ({ fetch }: { fetch: Fetch }) =>
  request<unknown>({ fetch, path: `${DEVICES}/lock`, method: 'POST', body: {}, unkeyed: true });

/** Answers with cookies, so the whole response is handed on. */
export const lockDeviceWithCookies = ({ fetch }: { fetch: Fetch }) =>
  send({ fetch, path: `${DEVICES}/lock`, method: 'POST', body: {}, unkeyed: true });

export const readCharge = ({ fetch }: { fetch: Fetch }) => request<Charge>({ fetch, path: '/api/v1/charge' });
export const findSuccessors = ({ fetch, ...asked }: { fetch: Fetch; position: string; q: string }) =>
  request<{ officers: Colleague[] }>({ fetch, path: `/api/v1/charge/officers${query(asked)}` }).then(
    ({ officers }) => officers,
  );
export const offerCharge = ({ fetch, ...body }: { fetch: Fetch; position: string; to: string; note: string }) =>
  request<unknown>({ fetch, path: '/api/v1/charge', method: 'POST', body });
export const acceptCharge = ({ fetch, id, pin }: { fetch: Fetch; id: string; pin?: string }) =>
  request<unknown>({ fetch, path: `/api/v1/charge/${part(id)}/accept`, method: 'POST', body: { pin }, unkeyed: true });
export const endOffer = ({ fetch, id, how }: { fetch: Fetch; id: string; how: 'withdrawn' | 'declined' }) =>
  request<unknown>({ fetch, path: `/api/v1/charge/${part(id)}/end`, method: 'POST', body: { how } });
