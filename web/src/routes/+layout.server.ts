import { getDemo } from '$lib/api/officers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, fetch }) => {
  const demo = await getDemo({ fetch }).catch(() => ({ demo: false }));
  return { locale: locals.locale, theme: locals.theme, keys: locals.keys, demo: demo.demo, now: Date.now() };
};
