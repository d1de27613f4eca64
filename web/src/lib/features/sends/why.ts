import type { MessageKey } from '$lib/i18n/translate.ts';

/** What happened to a send, and what helps, by the code that the channel's driver gave. */
export function whyOf({ state, error }: { state: string; error: string | null }): {
  what: MessageKey;
  help: MessageKey;
} {
  if (state === 'unknown') return { what: 'trouble.unknown', help: 'trouble.unknown.help' };
  const [kind = '', code = ''] = (error ?? '').split(':');
  if (code === 'duplicate') return { what: 'trouble.duplicate', help: 'trouble.duplicate.help' };
  if (code === 'not-summoned') return { what: 'trouble.refused', help: 'trouble.refused.help' };
  if (kind === 'gone') return { what: 'trouble.gone', help: 'trouble.gone.help' };
  if (kind === 'retries') return { what: 'trouble.retries', help: 'trouble.retries.help' };
  if (kind === 'auth' || kind === 'unauthorized') return { what: 'trouble.auth', help: 'trouble.auth.help' };
  return { what: 'trouble.refused', help: 'trouble.refused.help' };
}
