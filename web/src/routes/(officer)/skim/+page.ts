import { ask } from '$lib/api/load.ts';
import { readRecall, readSkim } from '$lib/api/skim.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const [page, recall] = await ask({ work: Promise.all([readSkim({ fetch }), readRecall({ fetch })]), url });
  return { page, recall };
};
