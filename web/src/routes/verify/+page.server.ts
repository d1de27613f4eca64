import { fail } from '@sveltejs/kit';
import { ApiError } from '$lib/api/http.ts';
import { verifyAnswer } from '$lib/api/verify.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch }) => {
    const text = String((await request.formData()).get('text') ?? '').trim();
    const refuse = (status: number, problem: MessageKey) => fail(status, { text, problem, verified: null });
    if (text === '') return refuse(400, 'genuine.empty');
    try {
      return { text, problem: null, verified: await verifyAnswer({ fetch, text }) };
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      const { status } = cause.failure;
      if (status === 429) return refuse(429, 'track.tooMany');
      return refuse(status === 0 ? 503 : status, status === 400 ? 'genuine.tooLong' : 'error.text.other');
    }
  },
};
