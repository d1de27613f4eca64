import { ApiError } from '$lib/api/http.ts';
import { ask } from '$lib/api/load.ts';
import { lookUpReaders, type ReadingsPage } from '$lib/api/readers.ts';
import type { PageLoad } from './$types';

/** A number that is not there is an answer, and no failure of the page. */
const orNone = (work: Promise<ReadingsPage>): Promise<ReadingsPage | null> =>
  work.catch((cause: unknown) => {
    if (cause instanceof ApiError && cause.failure.status === 404) return null;
    throw cause;
  });

export const load: PageLoad = async ({ fetch, url }) => {
  const docket = url.searchParams.get('docket')?.trim() ?? '';
  const officer = url.searchParams.get('officer') ?? '';
  const before = url.searchParams.get('before');
  const by = docket === '' ? { officer, before } : { docket };
  return { docket, officer, page: await ask({ work: orNone(lookUpReaders({ fetch, ...by })), url }) };
};
