import { redirect } from '@sveltejs/kit';
import { homeOf } from '$lib/features/shell/homes.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { me } = await parent();
  redirect(303, homeOf(me));
};
