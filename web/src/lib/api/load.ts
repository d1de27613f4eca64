import { error, redirect } from '@sveltejs/kit';
import { ApiError } from './http.ts';

/** In a load function: asks, and turns a refusal into the page that explains it. */
export async function ask<T>({ work, url }: { work: Promise<T>; url: URL }): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const { status, code, message } = cause.failure;
    if (status === 401) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
    error(status === 0 ? 503 : status, { message, code });
  }
}
