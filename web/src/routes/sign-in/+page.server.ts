import { fail, redirect } from '@sveltejs/kit';
import type { Cookies } from '@sveltejs/kit';
import { readDeviceHere } from '$lib/api/charge.ts';
import { ApiError, failureOf } from '$lib/api/http.ts';
import type { Fetch } from '$lib/api/http.ts';
import { getDemo, getMe, setLocale, signIn, verifyCode } from '$lib/api/officers.ts';
import { passCookies } from '$lib/api/server.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import { isLocale } from '$lib/i18n/locale.ts';
import { PREFERENCE_COOKIE } from '$lib/preferences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const demo = await getDemo({ fetch }).catch(() => ({ demo: false, accounts: [] }));
  // A station's telephone is opened by PIN; a full sign-in is for when that does not help.
  const device = await readDeviceHere({ fetch }).catch(() => null);
  const isDevice = device !== null && device.obstacle === null;
  return { accounts: demo.accounts ?? [], step: url.searchParams.get('step'), isDevice };
};

const text = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value.trim() : '');

const target = (url: URL): string => {
  const next = url.searchParams.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : '/home';
};

const reason = (response: { status: number; code: string }): MessageKey => {
  if (response.status === 429 || /lock|too.?many/i.test(response.code)) return 'signin.locked';
  if (/disabled|banned/i.test(response.code)) return 'signin.disabled';
  return response.status >= 500 ? 'error.text.other' : 'signin.wrong';
};

/** The language chosen on this device counts from now on; without one, the officer's own. */
async function takeOverLocale({ fetch, cookies }: { fetch: Fetch; cookies: Cookies }): Promise<void> {
  const chosen = cookies.get('lang');
  if (isLocale(chosen)) {
    await setLocale({ fetch, locale: chosen }).catch(() => undefined);
    return;
  }
  const me = await getMe({ fetch }).catch(() => null);
  const locale = me?.officer.locale;
  if (isLocale(locale)) cookies.set('lang', locale, PREFERENCE_COOKIE);
}

const unreachable = (cause: unknown) => {
  if (!(cause instanceof ApiError)) throw cause;
  return fail(503, { problem: 'error.network' as MessageKey, username: '' });
};

export const actions: Actions = {
  password: async ({ request, fetch, cookies, url }) => {
    const form = await request.formData();
    const username = text(form.get('username'));
    const password = form.get('password');
    if (username === '' || typeof password !== 'string' || password === '') {
      return fail(400, { problem: 'signin.missing' as MessageKey, username });
    }
    const response = await signIn({ fetch, username, password }).catch(unreachable);
    if (!(response instanceof Response)) return response;
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      return fail(response.status, { problem: reason(failureOf({ status: response.status, body })), username });
    }
    passCookies({ response, cookies });
    if (typeof body === 'object' && body !== null && 'twoFactorRedirect' in body && body.twoFactorRedirect === true) {
      redirect(303, `/sign-in?step=code&next=${encodeURIComponent(target(url))}`);
    }
    await takeOverLocale({ fetch, cookies });
    redirect(303, target(url));
  },
  code: async ({ request, fetch, cookies, url }) => {
    const code = text((await request.formData()).get('code')).replace(/\s/g, '');
    const response = await verifyCode({ fetch, code }).catch(unreachable);
    if (!(response instanceof Response)) return response;
    if (!response.ok) {
      const locked = response.status === 429;
      return fail(response.status, {
        problem: (locked ? 'signin.locked' : 'signin.totpWrong') as MessageKey,
        username: '',
      });
    }
    passCookies({ response, cookies });
    await takeOverLocale({ fetch, cookies });
    redirect(303, target(url));
  },
};
