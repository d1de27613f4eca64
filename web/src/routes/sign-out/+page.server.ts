import { redirect } from '@sveltejs/kit';
import { lockDeviceWithCookies } from '$lib/api/charge.ts';
import { signOut } from '$lib/api/officers.ts';
import { passCookies } from '$lib/api/server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ fetch, cookies }) => {
    // What a PIN opened is locked too.
    const locked = await lockDeviceWithCookies({ fetch }).catch(() => null);
    if (locked !== null) passCookies({ response: locked, cookies });
    const response = await signOut({ fetch }).catch(() => null);
    if (response !== null) passCookies({ response, cookies });
    redirect(303, '/sign-in');
  },
};
