import { loadCatalogue } from '$lib/i18n/catalogues.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({ ...data, catalogue: await loadCatalogue(data.locale) });
