import type { Calls } from '$lib/api/types.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** "Called 3 times, reached": of the last time. */
export const callsWords = ({ calls, t }: { calls: Calls; t: Translate }): string =>
  t(calls.reached ? 'call.tries.reached' : 'call.tries.not', { n: calls.tries });
