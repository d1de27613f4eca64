import type { ServerResponse } from 'node:http';
import type { ApiAnswer } from './api.types.ts';
import type { FaultKind } from './faults.ts';
import { toToken } from './pages.ts';

type Headers = Record<string, string>;

export function sendJson(
  response: ServerResponse,
  { status, body, headers = {}, problem }: ApiAnswer & { headers?: Headers },
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': problem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function sendCut(response: ServerResponse, answer: ApiAnswer): void {
  const bytes = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function sendHtml(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/html' });
  response.end('<html><head><title>503</title></head><body>Over capacity</body></html>');
}

const doubled = ({ status, body }: ApiAnswer): ApiAnswer => {
  const { data } = body;
  return {
    status,
    body: Array.isArray(data) ? { ...body, data: data.flatMap((entry: unknown) => [entry, entry]) } : body,
  };
};

/** An empty page in the middle of a round: what it would have held comes with the token that it gives. */
function emptied({ status, body }: ApiAnswer): ApiAnswer {
  const { data } = body;
  const first: unknown = Array.isArray(data) ? data[0] : null;
  const id = typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : null;
  return {
    status,
    body: { meta: { result_count: 0, ...(id === null ? {} : { next_token: toToken(String(BigInt(id) + 1n)) }) } },
  };
}

export const carriesOut = (fault: FaultKind | null): boolean =>
  fault === null ||
  !['rate', 'rate-bare', 'unavailable', 'forbidden', 'unauthorized', 'timeout', 'junk'].includes(fault);

const RATE_BODY = { errors: [{ code: 88, message: 'Rate limit exceeded' }] };
const problem = (status: number, title: string): ApiAnswer => ({
  status,
  problem: true,
  body: { title, type: 'about:blank', status, detail: title },
});

/** Gives an answer, spoilt by the fault where there is one. A hanging answer stays open until the caller lets go. */
export function sendSpoilt({
  response,
  fault,
  answer,
  headers,
}: {
  response: ServerResponse;
  fault: FaultKind | null;
  answer: ApiAnswer;
  headers: Headers;
}): void {
  switch (fault) {
    case null:
      return sendJson(response, { ...answer, headers });
    case 'rate':
      return sendJson(response, {
        status: 429,
        body: RATE_BODY,
        headers: { ...headers, 'x-rate-limit-remaining': '0' },
      });
    case 'rate-bare':
      return sendJson(response, { status: 429, body: RATE_BODY });
    case 'forbidden':
      return sendJson(response, problem(403, 'Forbidden'));
    case 'unauthorized':
      return sendJson(response, problem(401, 'Unauthorized'));
    case 'unavailable':
    case 'take-then-unavailable':
      return sendHtml(response);
    case 'timeout':
    case 'take-then-timeout':
      return;
    case 'cut':
    case 'take-then-cut':
      return sendCut(response, answer);
    case 'junk':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end('{"data":[{"id":"1","te');
    case 'last-of-limit':
      return sendJson(response, { ...answer, headers: { ...headers, 'x-rate-limit-remaining': '0' } });
    case 'duplicates':
      return sendJson(response, { ...doubled(answer), headers });
    case 'empty-page':
      return sendJson(response, { ...emptied(answer), headers });
  }
}
