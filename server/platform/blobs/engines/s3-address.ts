export interface S3Address {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Of the bucket, without a slash at its end; paths, not host names, name buckets. */
  readonly base: string;
  /** Before all keys; empty or with a slash at its end. */
  readonly prefix: string;
}

const PRIVATE =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[a-z0-9_-]+)$/i;

/**
 * Reads `s3://KEY:SECRET@host:port/bucket/prefix?region=…`. `insecure=1` (or `tls=0`) means plain http, and is
 * taken only for this machine and private networks: loopback, private addresses, names without a dot.
 * Throws one readable sentence, without the secret.
 */
export function parseS3Address(text: string): S3Address {
  if (!URL.canParse(text)) throw new Error('BLOB_URL must look like s3://KEY:SECRET@host:port/bucket?region=REGION.');
  const url = new URL(text);
  const [bucket = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (url.protocol !== 's3:' || !url.hostname || !bucket || !url.username || !url.password)
    throw new Error('BLOB_URL must look like s3://KEY:SECRET@host:port/bucket?region=REGION.');
  const isPlain = url.searchParams.get('insecure') === '1' || url.searchParams.get('tls') === '0';
  if (isPlain && !PRIVATE.test(url.hostname))
    throw new Error(`BLOB_URL may be plain http only on this machine or a private network, not at ${url.hostname}.`);
  return {
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
    base: `${isPlain ? 'http' : 'https'}://${url.host}/${bucket}`,
    prefix: rest.map((part) => `${part}/`).join(''),
  };
}
