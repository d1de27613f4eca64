import { ApiError } from '$lib/api/http.ts';
import { readStatistics } from '$lib/api/statistics.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => {
  try {
    return { statistics: await readStatistics({ fetch }) };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return { statistics: null };
  }
};
