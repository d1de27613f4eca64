import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  const docket = url.searchParams.get('docket')?.trim().replace(/\s+/g, '').toUpperCase() ?? '';
  if (docket !== '') redirect(303, `/track/${encodeURIComponent(docket)}`);
  return { asked: url.searchParams.has('docket') };
};
