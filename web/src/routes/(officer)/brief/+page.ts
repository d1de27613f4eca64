import { askBrief } from '$lib/api/brief.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const typed = (url.searchParams.get('for') ?? '').trim().slice(0, 500);
  return { typed, answer: typed === '' ? null : await ask({ work: askBrief({ fetch, typed }), url }) };
};
