import { fail } from '@sveltejs/kit';
import { ApiError, failureOf } from '$lib/api/http.ts';
import type { Fetch } from '$lib/api/http.ts';
import { passCookies } from '$lib/api/server.ts';
import { claimTrack, getOwnTrack, getTrack, openWithCode, sayVerdict } from '$lib/api/track.ts';
import type { OwnTrack, Track } from '$lib/api/types.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { Actions, PageServerLoad } from './$types';

interface Found {
  track: Track | null;
  own: OwnTrack | null;
  /** The word this browser was given and has not posted yet. */
  word: string | null;
  problem: MessageKey | null;
}

const PROBLEMS: Record<number, MessageKey> = {
  400: 'track.notFound',
  404: 'track.notFound',
  422: 'track.notFound',
  429: 'track.tooMany',
};

async function ownOf(input: { fetch: Fetch; docket: string }): Promise<{ own: OwnTrack | null; word: string | null }> {
  try {
    return { own: await getOwnTrack(input), word: null };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const { word } = cause.failure.detail;
    return { own: null, word: typeof word === 'string' && word !== '' ? word : null };
  }
}

export const load: PageServerLoad = async ({ params, fetch, setHeaders }): Promise<Found & { docket: string }> => {
  const docket = params.docket.toUpperCase();
  setHeaders({ 'x-robots-tag': 'noindex' });
  try {
    const track = await getTrack({ fetch, docket });
    const { own, word } = await ownOf({ fetch, docket });
    return { docket, track, own, word, problem: null };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return {
      docket,
      track: null,
      own: null,
      word: null,
      problem: PROBLEMS[cause.failure.status] ?? 'error.text.other',
    };
  }
};

const isWord = (value: unknown): value is { word: string; expiresAt: number } =>
  typeof value === 'object' && value !== null && 'word' in value && typeof value.word === 'string';

const VERDICT_PROBLEMS: Record<string, MessageKey> = {
  'tickets.not_proved': 'verdict.problem.notProved',
  'tickets.verdict_private': 'verdict.needsCode',
  'tickets.verdict_not_now': 'verdict.problem.notNow',
  'tickets.verdict_late': 'verdict.problem.late',
  'tickets.verdict_given': 'verdict.problem.given',
  'tickets.too_many_tries': 'track.tooMany',
};

export const actions: Actions = {
  verdict: async ({ request, params, fetch }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const [reason, words] = [text('reason'), text('words')];
    const body = {
      said: text('said'),
      ...(reason === '' ? {} : { reason }),
      ...(words === '' ? {} : { words: words.slice(0, 1000) }),
    };
    const response = await sayVerdict({ fetch, docket: params.docket, body }).catch(() => null);
    if (response?.ok) return { thanks: true };
    const { code } = failureOf({ status: response?.status ?? 503, body: await response?.json().catch(() => null) });
    return fail(response?.status ?? 503, {
      verdictProblem: VERDICT_PROBLEMS[code] ?? ('error.text.other' as MessageKey),
    });
  },
  claim: async ({ params, fetch, cookies }) => {
    const response = await claimTrack({ fetch, docket: params.docket }).catch(() => null);
    const body: unknown = await response?.json().catch(() => null);
    if (response === null || !response.ok || !isWord(body)) {
      return fail(response?.status ?? 503, {
        problem: (response?.status === 429 ? 'track.tooMany' : 'error.text.other') as MessageKey,
      });
    }
    passCookies({ response, cookies });
    return { word: body.word, expiresAt: body.expiresAt };
  },
  check: async ({ request, params, fetch }) => {
    const form = await request.formData();
    const own = await getOwnTrack({ fetch, docket: params.docket }).catch(() => null);
    if (own !== null) return {};
    const expiresAt = Number(form.get('expiresAt'));
    return fail(409, { problem: 'track.notYet' as MessageKey, word: String(form.get('word') ?? ''), expiresAt });
  },
  code: async ({ request, params, fetch, cookies }) => {
    const code = String((await request.formData()).get('code') ?? '').trim();
    const response = await openWithCode({ fetch, docket: params.docket, code }).catch(() => null);
    if (response === null) return fail(503, { problem: 'error.text.other' as MessageKey });
    if (!response.ok) {
      const { code: why } = failureOf({ status: response.status, body: await response.json().catch(() => null) });
      const locked = response.status === 429 || why.endsWith('code_locked');
      return fail(response.status, {
        problem: (locked
          ? 'track.codeLocked'
          : why.endsWith('code_none')
            ? 'track.codeNone'
            : 'track.codeWrong') as MessageKey,
      });
    }
    passCookies({ response, cookies });
    return {};
  },
};
