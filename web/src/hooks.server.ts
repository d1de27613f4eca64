import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit';
import { apiRequest, isForeignForm } from '$lib/api/server.ts';
import { isLocale, preferredLocale } from '$lib/i18n/locale.ts';
import { isTheme } from '$lib/preferences.ts';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()',
};

export const handle: Handle = async ({ event, resolve }) => {
  if (isForeignForm(event.request)) return new Response('Cross-site forms are refused', { status: 403 });

  const chosen = event.cookies.get('lang');
  const theme = event.cookies.get('theme');
  event.locals.locale = isLocale(chosen)
    ? chosen
    : (preferredLocale(event.request.headers.get('accept-language')) ?? 'hi');
  event.locals.theme = isTheme(theme) ? theme : 'system';
  event.locals.keys = event.cookies.get('keys') !== 'off';

  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%pukaar.lang%', event.locals.locale).replace('%pukaar.theme%', event.locals.theme),
    preload: ({ type, path }) => type === 'js' || type === 'css' || (type === 'font' && path.includes('-400-')),
  });
  // A page may be stricter: a one-time link is named to nobody.
  for (const [name, value] of Object.entries(HEADERS))
    if (!response.headers.has(name)) response.headers.set(name, value);
  if (
    response.headers.get('content-type')?.startsWith('text/html') === true &&
    !response.headers.has('cache-control')
  ) {
    response.headers.set('cache-control', 'private, no-store');
  }
  return response;
};

/** Calls of the pages to our own API stay in the process; in development they go over the network. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const call = await apiRequest({ event, request });
  const inProcess = event.platform?.req?.pukaarFetch;
  return inProcess === undefined ? globalThis.fetch(call) : inProcess(call);
};

export const handleError: HandleServerError = ({ status, message }) => ({
  message: status === 404 ? message : '',
  code: `http.${status}`,
});
