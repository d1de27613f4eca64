import { ChannelError } from '../../driver.types.ts';

const MEDIA_HOSTS = new Set(['pbs.twimg.com', 'video.twimg.com', 'ton.twimg.com']);
export const MAX_MEDIA_BYTES = 32 * 1024 * 1024;

/** Only the service's own media hosts, and the origin we were told to call: an address in a post is not to be trusted. */
function checkAddress({ url, origin }: { url: string; origin: string }): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  const known =
    address !== null &&
    ((address.protocol === 'https:' && MEDIA_HOSTS.has(address.hostname) && address.port === '') ||
      address.origin === origin);
  if (!address || !known) throw new ChannelError({ kind: 'bad', code: 'media-host' });
  return address;
}

function checkStatus(status: number): void {
  if (status >= 200 && status < 300) return;
  if (status === 404 || status === 410 || status === 403) throw new ChannelError({ kind: 'gone' });
  if (status === 429) throw new ChannelError({ kind: 'rate', retryAt: null });
  if (status >= 500 || status === 408) throw new ChannelError({ kind: 'retry', ambiguous: false });
  throw new ChannelError({ kind: 'bad', code: `http-${status}` });
}

async function readLimited({ response, limit }: { response: Response; limit: number }): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new ChannelError({ kind: 'bad', code: 'media-too-large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Gets a picture or film, within a size and a time. The declared kind is only a hint. */
export async function fetchXMedia({
  url,
  origin,
  timeoutMs,
  limit = MAX_MEDIA_BYTES,
}: {
  url: string;
  origin: string;
  timeoutMs: number;
  limit?: number;
}): Promise<{ bytes: Uint8Array; mime: string | null }> {
  const address = checkAddress({ url, origin });
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    checkStatus(response.status);
    if (Number(response.headers.get('content-length') ?? 0) > limit)
      throw new ChannelError({ kind: 'bad', code: 'media-too-large' });
    const bytes = await readLimited({ response, limit });
    return { bytes, mime: response.headers.get('content-type')?.split(';')[0]?.trim() ?? null };
  } catch (error) {
    if (error instanceof ChannelError) throw error;
    throw new ChannelError({ kind: 'retry', ambiguous: false });
  }
}
