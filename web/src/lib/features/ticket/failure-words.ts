import type { Failure } from '$lib/api/http.ts';
import type { I18n } from '$lib/i18n/context.ts';

/** What an officer reads of a failure. */
export function failureWords({ failure, t }: { failure: Failure; t: I18n['t'] }): string {
  if (failure.status === 0) return t('error.network');
  if (failure.status >= 500) return t('error.text.other');
  return t('error.refused', { reason: failure.message || failure.code });
}
