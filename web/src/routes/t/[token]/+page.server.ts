import { ApiError } from '$lib/api/http.ts';
import { readLink } from '$lib/api/notify.ts';
import type { LinkPage } from '$lib/api/notify.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { PageServerLoad } from './$types';

const DONE: Readonly<Record<string, MessageKey>> = {
  'picked-up': 'link.done.picked_up',
  reached: 'link.done.reached',
  'not-reached': 'link.done.not_reached',
};
const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  outcome: 'link.problem.outcome',
  line: 'link.problem.line',
  size: 'link.problem.size',
  kind: 'link.problem.kind',
  again: 'link.problem.again',
};

interface Shown {
  page: LinkPage | null;
  /** Where there is nothing to do. */
  end: 'reported' | 'gone' | 'wait';
  done: MessageKey | null;
  problem: MessageKey | null;
}

const ended = (end: Shown['end']): Shown => ({ page: null, end, done: null, problem: null });

/** Only looks: programs that show previews do so too. */
export const load: PageServerLoad = async ({ params, url, fetch, setHeaders }): Promise<Shown> => {
  // The address is the key: it goes to no other site, and into no list.
  setHeaders({ 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
  if (params.token === 'done') return ended('reported');
  if (params.token === 'wait') return ended('wait');
  try {
    const page = await readLink({ fetch, token: params.token });
    const done = DONE[url.searchParams.get('done') ?? ''] ?? null;
    return { page, end: 'gone', done, problem: PROBLEMS[url.searchParams.get('problem') ?? ''] ?? null };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return ended(cause.failure.status === 429 ? 'wait' : 'gone');
  }
};
