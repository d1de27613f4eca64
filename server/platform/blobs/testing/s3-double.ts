import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

interface Credentials {
  readonly key: string;
  readonly secret: string;
  readonly region: string;
}

/** Checks AWS Signature Version 4 from its specification. Answers what is wrong, or null. */
function faultOf(request: IncomingMessage, body: Buffer, { key, secret, region }: Credentials): string | null {
  const header = request.headers.authorization ?? '';
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header);
  if (!parts) return 'AccessDenied';
  const [, credential = '', signed = '', signature = ''] = parts;
  const [givenKey, day = '', givenRegion, service, end] = credential.split('/');
  if (givenKey !== key) return 'InvalidAccessKeyId';
  if (givenRegion !== region || service !== 's3' || end !== 'aws4_request') return 'AuthorizationHeaderMalformed';
  const date = String(request.headers['x-amz-date']);
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!date.startsWith(day) || !(Math.abs(Date.now() - at) < 15 * 60_000)) return 'RequestTimeTooSkewed';
  const names = signed.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return 'AccessDenied';
  const payload = String(request.headers['x-amz-content-sha256']);
  if (payload !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const url = new URL(request.url ?? '/', 'http://host');
  const query = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`).sort();
  const canonical = [
    request.method,
    url.pathname,
    query.join('&'),
    ...names.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signed,
    payload,
  ].join('\n');
  const scope = [day, region, 's3', 'aws4_request'];
  const signingKey = scope.reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secret}`);
  const wanted = hmac(signingKey, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n'));
  return timingSafeEqual(wanted, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
}

export interface S3Double {
  readonly url: string;
  /** Answer 503 to so many requests. */
  fail(requests: number): void;
  readonly objects: Map<string, { bytes: Buffer; at: number }>;
  close(): Promise<void>;
}

const PAGE = 10;

/** A store of one bucket that speaks as much S3 as blobs need, and believes only requests signed well. */
export async function createS3Double(credentials: Credentials & { readonly bucket: string }): Promise<S3Double> {
  const objects: S3Double['objects'] = new Map();
  let failing = 0;

  function listing(params: URLSearchParams): string {
    const after = params.get('continuation-token') ?? '';
    const prefix = params.get('prefix') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const shown = keys.slice(0, PAGE);
    const entries = shown.map((key) => {
      const at = new Date(objects.get(key)?.at ?? 0).toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`;
    });
    const more = keys.length > PAGE ? `<NextContinuationToken>${shown.at(-1) ?? ''}</NextContinuationToken>` : '';
    return `<?xml version="1.0"?><ListBucketResult>${entries.join('')}${more}</ListBucketResult>`;
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const refuse = (status: number, code: string) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
    if (failing > 0) {
      failing -= 1;
      return void refuse(503, 'SlowDown');
    }
    const fault = faultOf(request, body, credentials);
    if (fault) return void refuse(403, fault);
    const url = new URL(request.url ?? '/', 'http://host');
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== credentials.bucket) return void refuse(404, 'NoSuchBucket');
    const key = rest.join('/');
    const found = objects.get(key);
    if (key === '')
      return void response.writeHead(200).end(request.method === 'GET' ? listing(url.searchParams) : undefined);
    if (request.method === 'PUT') objects.set(key, { bytes: body, at: Date.now() });
    if (request.method === 'PUT') return void response.writeHead(200).end();
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    if (!found) return void refuse(404, 'NoSuchKey');
    response.writeHead(200).end(request.method === 'GET' ? found.bytes : undefined);
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { key, secret, region, bucket } = credentials;
  return {
    url: `s3://${encodeURIComponent(key)}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${bucket}?region=${region}&insecure=1`,
    objects,
    fail: (requests) => {
      failing = requests;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
