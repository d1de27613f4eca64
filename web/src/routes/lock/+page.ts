import { readDeviceHere } from '$lib/api/charge.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const next = url.searchParams.get('next') ?? '';
  return {
    device: await readDeviceHere({ fetch }).catch(() => null),
    next: /^\/(?![/\\])/.test(next) ? next : '/board',
  };
};
