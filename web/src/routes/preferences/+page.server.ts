import { redirect } from '@sveltejs/kit';
import { setLocale } from '$lib/api/officers.ts';
import { isLocale } from '$lib/i18n/locale.ts';
import { PREFERENCE_COOKIE, isTheme } from '$lib/preferences.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only a path of ours: `//elsewhere` and full addresses lead home. */
const ownPath = (value: FormDataEntryValue | null): string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, cookies, fetch }) => {
    const form = await request.formData();
    const lang = form.get('lang');
    const theme = form.get('theme');
    const keys = form.get('keys');
    if (isLocale(lang)) {
      cookies.set('lang', lang, PREFERENCE_COOKIE);
      // Answers and notices of the server follow too; a visitor without an account has only the cookie.
      await setLocale({ fetch, locale: lang }).catch(() => undefined);
    }
    if (isTheme(theme)) cookies.set('theme', theme, PREFERENCE_COOKIE);
    if (keys === 'on' || keys === 'off') cookies.set('keys', keys, PREFERENCE_COOKIE);
    redirect(303, ownPath(form.get('next')));
  },
};
