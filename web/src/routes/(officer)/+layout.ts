import { browser } from '$app/environment';
import { redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/load.ts';
import { getMe } from '$lib/api/officers.ts';
import { openDrafts } from '$lib/features/ticket/drafts.ts';
import { getVocabulary } from '$lib/api/tickets.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, parent }) => {
  const me = await ask({ work: getMe({ fetch }), url });
  if (me.mustChangePassword === true && url.pathname !== '/password') redirect(303, '/password');
  // Before any form is drawn: a form asks for its draft once.
  if (browser) await openDrafts({ officer: me.officer.id, key: me.draftKey });
  const vocabulary = await getVocabulary({ fetch }).catch(() => ({
    categories: [],
    subcategories: [],
    outcomes: [],
    diary: [],
    reasons: [],
  }));
  const { keys } = await parent();
  return { me, vocabulary, keys };
};
