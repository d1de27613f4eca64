import { request, send } from './http.ts';
import type { Fetch } from './http.ts';
import type { OwnTrack, Track } from './types.ts';

const at = (docket: string) => `/api/public/track/${encodeURIComponent(docket)}`;

export const getTrack = ({ fetch, docket }: { fetch: Fetch; docket: string }) =>
  request<Track>({ fetch, path: at(docket) });
export const getOwnTrack = ({ fetch, docket }: { fetch: Fetch; docket: string }) =>
  request<OwnTrack>({ fetch, path: `${at(docket)}/own` });
export const claimTrack = ({ fetch, docket }: { fetch: Fetch; docket: string }) =>
  send({ fetch, path: `${at(docket)}/claim`, method: 'POST', body: {} });
export const openWithCode = (input: { fetch: Fetch; docket: string; code: string }) =>
  send({ fetch: input.fetch, path: `${at(input.docket)}/code`, method: 'POST', body: { code: input.code } });
export const sayVerdict = (input: {
  fetch: Fetch;
  docket: string;
  body: { said: string; reason?: string; words?: string };
}) => send({ fetch: input.fetch, path: `${at(input.docket)}/verdict`, method: 'POST', body: input.body });
