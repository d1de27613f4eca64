import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { Blobs } from '../port.ts';
import { parseS3Address } from './s3-address.ts';

export interface S3BlobsOptions {
  /** `s3://KEY:SECRET@host:port/bucket?region=…`, see `parseS3Address`. */
  readonly url: string;
  /** Check the bytes against their name at every reading; default false. */
  readonly verify?: boolean;
  /** How long one request may take; default 30 s. */
  readonly timeoutMs?: number;
  /** How often a request that met a failure of the store is sent again; default 3. */
  readonly retries?: number;
}

const HASH = /^[0-9a-f]{64}$/;
const EMPTY_HASH = createHash('sha256').digest('hex');

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const textOf = (xml: string, tag: string): string | null =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? null;

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: Uint8Array;
  readonly hash?: string;
}

/** Blobs in a bucket of an S3-compatible store. Every body is signed with its hash, so that the store checks it. */
export function createS3Blobs({ url, verify = false, timeoutMs = 30_000, retries = 3 }: S3BlobsOptions): Blobs {
  const { base, prefix, accessKeyId, secretAccessKey, region } = parseS3Address(url);
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries, initRetryMs: 100 });

  const place = (hash: string): string => {
    if (!HASH.test(hash)) throw new Error('not the hash of a blob');
    return `/${prefix}${hash.slice(0, 2)}/${hash}`;
  };

  const ask = ({ method, path, body, hash = EMPTY_HASH }: Asked): Promise<Response> =>
    client.fetch(`${base}${path}`, {
      method,
      ...(body ? { body: Buffer.from(body) } : {}),
      headers: { 'x-amz-content-sha256': hash },
      signal: AbortSignal.timeout(timeoutMs),
    });

  async function answerOf(asked: Asked, accepted: readonly number[]): Promise<Response> {
    const answer = await ask(asked);
    if (accepted.includes(answer.status)) return answer;
    const reason = textOf(await answer.text(), 'Code') ?? 'no reason';
    throw new Error(`the blob store answered ${answer.status} (${reason}) to ${asked.method}`);
  }

  async function page(token: string | null): Promise<string> {
    const query = new URLSearchParams({ 'list-type': '2', ...(prefix ? { prefix } : {}) });
    if (token) query.set('continuation-token', token);
    return (await answerOf({ method: 'GET', path: `?${query}` }, [200])).text();
  }

  return {
    put: async (bytes) => {
      const hash = sha256(bytes);
      const answer = await answerOf({ method: 'PUT', path: place(hash), body: bytes, hash }, [200, 201, 204]);
      await answer.body?.cancel();
      return { hash, size: bytes.byteLength };
    },
    get: async (hash) => {
      const answer = await answerOf({ method: 'GET', path: place(hash) }, [200, 404]);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (answer.status === 404) return null;
      if (verify && sha256(bytes) !== hash) throw new Error('a stored blob is damaged');
      return bytes;
    },
    has: async (hash) => (await answerOf({ method: 'HEAD', path: place(hash) }, [200, 404])).status === 200,
    remove: async (hash) => {
      const answer = await answerOf({ method: 'DELETE', path: place(hash) }, [200, 204, 404]);
      await answer.body?.cancel();
    },
    list: async function* () {
      let token: string | null = null;
      do {
        const xml = await page(token);
        for (const [, entry = ''] of xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
          const key = textOf(entry, 'Key') ?? '';
          const hash = key.split('/').at(-1) ?? '';
          // Another area of the same bucket is not this store's.
          if (HASH.test(hash) && `/${key}` === place(hash))
            yield { hash, storedAt: Date.parse(textOf(entry, 'LastModified') ?? '') };
        }
        const next = textOf(xml, 'NextContinuationToken');
        token = next === null ? null : unescaped(next);
      } while (token !== null);
    },
    check: async () => {
      try {
        return (await ask({ method: 'HEAD', path: '' })).status === 200;
      } catch {
        return false;
      }
    },
  };
}
