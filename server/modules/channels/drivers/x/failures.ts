import { ApiPartialResponseError, ApiRequestError, ApiResponseError } from 'twitter-api-v2';
import { ChannelError, type ChannelFailure } from '../../driver.types.ts';
import { asList, asRecord, asText, parseJson } from '../read.ts';

/** Did the call only read, or may it have changed something at the other end? */
export type CallKind = 'read' | 'write';

/** Errors of a socket that never reached the other end. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_PROTOCOL',
]);

const ambiguousWhen = (kind: CallKind): ChannelFailure => ({ kind: 'retry', ambiguous: kind === 'write' });

/** Last part of a problem's type address: X answers with two hosts for the same problem. */
export function problemCode(type: unknown): string | null {
  const text = asText(type);
  if (text === null || text === 'about:blank') return null;
  return /([a-z0-9-]+)\/?$/i.exec(text)?.[1]?.toLowerCase() ?? null;
}

function describeBody(data: unknown): { code: string | null; detail: string } {
  const body = asRecord(typeof data === 'string' ? parseJson(data) : data);
  if (!body) return { code: null, detail: '' };
  const first = asRecord(asList(body['errors'])[0]);
  const detail = [body['title'], body['detail'], first?.['title'], first?.['detail'], first?.['message']]
    .map((part) => asText(part) ?? '')
    .join(' ')
    .toLowerCase();
  const reason = asText(body['reason']);
  return { code: reason ?? problemCode(body['type']) ?? problemCode(first?.['type']), detail };
}

function retryAtOf(error: ApiResponseError): number | null {
  const { rateLimit } = error;
  const exhausted = [rateLimit?.userDay, rateLimit?.day].find((limit) => limit?.remaining === 0);
  const reset = exhausted?.reset ?? rateLimit?.reset;
  return reset !== undefined && Number.isFinite(reset) && reset > 0 ? reset * 1000 : null;
}

function classifyForbidden(detail: string, code: string | null, status: number): ChannelFailure {
  if (/deleted or not visible/.test(detail)) return { kind: 'gone' };
  if (/duplicate/.test(detail)) return { kind: 'forbidden', code: 'duplicate' };
  if (/mention|quote|summon|engaged/.test(detail) && /reply|replies/.test(detail))
    return { kind: 'forbidden', code: 'not-summoned' };
  return { kind: 'forbidden', code: code ?? (status === 402 ? 'payment-required' : 'forbidden') };
}

function classifyResponse(error: ApiResponseError, kind: CallKind): ChannelFailure {
  const { code, detail } = describeBody(error.data);
  if (error.code === 429 || error.code === 420) return { kind: 'rate', retryAt: retryAtOf(error) };
  if (error.code === 401) return { kind: 'auth' };
  if (error.code === 402 || error.code === 403) return classifyForbidden(detail, code, error.code);
  if (error.code === 404 || error.code === 410) return { kind: 'gone' };
  if (error.code === 408 || error.code === 425 || error.code >= 500) return ambiguousWhen(kind);
  return { kind: 'bad', code: code ?? `http-${error.code}` };
}

/** The socket's own code. The library keeps the error under another name than its `requestError` looks for. */
function socketCode(error: ApiRequestError): string | undefined {
  const kept = asRecord(Reflect.get(error, '_options'))?.['error'] ?? error.requestError;
  return asText(asRecord(kept)?.['code']) ?? undefined;
}

/** Says of anything the client threw what a caller can do about it. */
export function classifyXFailure(error: unknown, kind: CallKind): ChannelFailure {
  if (error instanceof ChannelError) return error.failure;
  if (error instanceof ApiResponseError) return classifyResponse(error, kind);
  if (error instanceof ApiRequestError && NEVER_SENT.has(socketCode(error) ?? ''))
    return { kind: 'retry', ambiguous: false };
  if (error instanceof ApiRequestError || error instanceof ApiPartialResponseError) return ambiguousWhen(kind);
  throw error;
}

/** Runs a call and turns what the client throws into a {@link ChannelError}; defects of ours pass through. */
export async function withXFailures<T>(kind: CallKind, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ChannelError(classifyXFailure(error, kind));
  }
}
