import { request, send } from './http.ts';
import type { Fetch } from './http.ts';
import type { Demo, Me, SessionInfo } from './types.ts';

export const getMe = ({ fetch }: { fetch: Fetch }) => request<Me>({ fetch, path: '/api/me' });
export const getDemo = ({ fetch }: { fetch: Fetch }) => request<Demo>({ fetch, path: '/api/demo' });
export const setLocale = ({ fetch, locale }: { fetch: Fetch; locale: string }) =>
  request<unknown>({ fetch, path: '/api/me', method: 'PATCH', body: { locale } });

export const setLanguages = ({ fetch, languages }: { fetch: Fetch; languages: string[] }) =>
  request<unknown>({ fetch, path: '/api/me', method: 'PATCH', body: { languages } });

export const listSessions = ({ fetch }: { fetch: Fetch }) =>
  request<{ sessions: SessionInfo[] }>({ fetch, path: '/api/me/sessions' }).then(({ sessions }) => sessions);
export const revokeSession = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/me/sessions/${encodeURIComponent(id)}/revoke`, method: 'POST', body: {} });
export const revokeOtherSessions = ({ fetch }: { fetch: Fetch }) =>
  request<unknown>({ fetch, path: '/api/me/sessions/revoke-others', method: 'POST', body: {} });

/** These answer with cookies, so the whole response is handed on. */
export const signIn = (input: { fetch: Fetch; username: string; password: string }) =>
  send({
    fetch: input.fetch,
    path: '/api/auth/sign-in/username',
    method: 'POST',
    body: { username: input.username, password: input.password },
  });
export const verifyCode = ({ fetch, code }: { fetch: Fetch; code: string }) =>
  send({ fetch, path: '/api/auth/two-factor/verify-totp', method: 'POST', body: { code } });
export const signOut = ({ fetch }: { fetch: Fetch }) =>
  send({ fetch, path: '/api/auth/sign-out', method: 'POST', body: {} });

export const enableTwoFactor = ({ fetch, password }: { fetch: Fetch; password: string }) =>
  request<{ totpURI: string; backupCodes: string[] }>({
    fetch,
    path: '/api/auth/two-factor/enable',
    method: 'POST',
    body: { password },
  });
export const confirmTwoFactor = ({ fetch, code }: { fetch: Fetch; code: string }) =>
  request<unknown>({ fetch, path: '/api/auth/two-factor/verify-totp', method: 'POST', body: { code } });
export const disableTwoFactor = ({ fetch, password }: { fetch: Fetch; password: string }) =>
  request<unknown>({ fetch, path: '/api/auth/two-factor/disable', method: 'POST', body: { password } });

export const changePassword = (input: { fetch: Fetch; current: string; chosen: string }) =>
  request<unknown>({
    fetch: input.fetch,
    path: '/api/auth/change-password',
    method: 'POST',
    body: { currentPassword: input.current, newPassword: input.chosen, revokeOtherSessions: true },
  });
