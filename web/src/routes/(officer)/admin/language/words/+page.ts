import { ask } from '$lib/api/load.ts';
import { getThresholds, listWords } from '$lib/api/words.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const q = url.searchParams.get('q') ?? '';
  const [words, thresholds] = await Promise.all([
    ask({ work: listWords({ fetch, q }), url }),
    ask({ work: getThresholds({ fetch }), url }),
  ]);
  return { q, words, thresholds };
};
