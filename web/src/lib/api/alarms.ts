import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { AlarmRow } from './types.ts';

export type AlarmStep =
  | { step: 'take' | 'not-reached' | 'raise' }
  | { step: 'hand-over'; eventNumber: string }
  | { step: 'return'; status: string }
  | { step: 'safe'; note: string };

export const listAlarms = ({ fetch }: { fetch: Fetch }) =>
  request<{ alarms: AlarmRow[] }>({ fetch, path: '/api/v1/alarms' }).then(({ alarms }) => alarms);

/** One step of looking after a life at risk; refused when somebody else did one meanwhile. */
export const stepAlarm = ({
  fetch,
  id,
  version,
  step,
}: {
  fetch: Fetch;
  id: string;
  version: number;
  step: AlarmStep;
}) =>
  request<unknown>({
    fetch,
    path: `/api/v1/tickets/${encodeURIComponent(id)}/alarm`,
    method: 'POST',
    body: { ...step, version },
  });
