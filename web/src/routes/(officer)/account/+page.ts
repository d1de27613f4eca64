import { listHeldFiles } from '$lib/api/evidence.ts';
import { ask } from '$lib/api/load.ts';
import { readThanks } from '$lib/api/notices.ts';
import { listSessions } from '$lib/api/officers.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends, parent }) => {
  depends('pukaar:sessions');
  const { me } = await parent();
  // A PIN opens the station's work, not the officer's account.
  const isByPin = me.byPin === true;
  const [sessions, thanks, isCustodian] = await Promise.all([
    isByPin ? null : ask({ work: listSessions({ fetch }), url }),
    readThanks({ fetch }).catch(() => []),
    listHeldFiles({ fetch, before: null }).then(
      (held) => held.isCustodian,
      () => false,
    ),
  ]);
  return { sessions, thanks, isCustodian };
};
