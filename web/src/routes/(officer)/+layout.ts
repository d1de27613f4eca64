import { redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/load.ts';
import { getMe } from '$lib/api/officers.ts';
import { getVocabulary } from '$lib/api/tickets.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, parent }) => {
  const me = await ask({ work: getMe({ fetch }), url });
  if (me.mustChangePassword === true && url.pathname !== '/password') redirect(303, '/password');
  const vocabulary = await getVocabulary({ fetch }).catch(() => ({ categories: [], outcomes: [], reasons: [] }));
  const { keys } = await parent();
  return { me, vocabulary, keys };
};
