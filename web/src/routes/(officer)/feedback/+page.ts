import { listFeedback } from '$lib/api/feedback.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ask({ work: listFeedback({ fetch }), url });
