export interface Failure {
  status: number;
  code: string;
  message: string;
  fields: Record<string, string>;
  detail: Record<string, unknown>;
}

/** What the server refused, or `network` with status 0 when it could not be asked. */
export class ApiError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export type Fetch = typeof fetch;

export interface Call {
  fetch: Fetch;
  path: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Makes a repeated POST the same POST. */
  key?: string;
  /** Changes nothing: its answer need not be kept. */
  unkeyed?: boolean;
  signal?: AbortSignal;
  /** Goes on although the page is left. */
  keepalive?: boolean;
}

/** The server answers with the shapes of API v1: its contract tests are the guarantee behind this cast. */
const asAnswer = <T>(value: unknown): T => value as T;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const texts = (value: unknown): Record<string, string> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, message]) => [name, String(message)])) : {};

/** Reads our error body, better-auth's flat one, or what a proxy said instead. */
export function failureOf({ status, body }: { status: number; body: unknown }): Failure {
  const error = isRecord(body) && isRecord(body.error) ? body.error : isRecord(body) ? body : {};
  return {
    status,
    code: typeof error.code === 'string' ? error.code : `http.${status}`,
    message: typeof error.message === 'string' ? error.message : '',
    fields: texts(error.fields),
    detail: isRecord(error.detail) ? error.detail : {},
  };
}

const read = (response: Response): Promise<unknown> => response.json().catch(() => null);

/** 128 random bits; `crypto.randomUUID` is missing where the desk is reached over plain http. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function initOf({ method = 'GET', body, key, unkeyed = false, signal, keepalive }: Call): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST' && !unkeyed) headers['idempotency-key'] = key ?? newKey();
  return { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal, keepalive };
}

export async function send(call: Call): Promise<Response> {
  try {
    return await call.fetch(call.path, initOf(call));
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError({ status: 0, code: 'network', message: '', fields: {}, detail: {} });
  }
}

/** Asks the API and gives its JSON; anything but success is an ApiError. */
export async function request<T>(call: Call): Promise<T> {
  const response = await send(call);
  const body = await read(response);
  if (!response.ok) throw new ApiError(failureOf({ status: response.status, body }));
  return asAnswer<T>(body);
}

/** `?a=1&b=2` of what is set. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
