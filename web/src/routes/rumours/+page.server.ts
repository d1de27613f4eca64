import { ApiError } from '$lib/api/http.ts';
import { publicRumours } from '$lib/api/rumours.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const before = url.searchParams.get('before');
  try {
    return { q, ...(await publicRumours({ fetch, q, before })), failed: false };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return { q, rumours: [], next: null, failed: true };
  }
};
