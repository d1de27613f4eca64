import { describe, expect, it } from 'vitest';
import { blobsContract } from './blobs.test-suite.ts';
import { createS3Blobs } from './engines/s3.ts';
import { openBlobs, openQuarantine } from './open-blobs.ts';
import { parseS3Address } from './engines/s3-address.ts';
import { createS3Double } from './testing/s3-double.ts';

const credentials = { key: 'pukaar', secret: 'a/very+secret=key', region: 'ap-south-1', bucket: 'evidence' };

blobsContract('an S3-compatible store', async () => {
  const double = await createS3Double(credentials);
  return {
    blobs: createS3Blobs({ url: double.url, retries: 0, timeoutMs: 2000 }),
    breakDown: () => double.close(),
    close: () => double.close(),
  };
});

describe('the S3 engine', () => {
  it('is refused with another secret, and says so without telling it', async () => {
    const double = await createS3Double(credentials);
    const blobs = createS3Blobs({ url: double.url.replace('very', 'wrong'), retries: 0 });
    await expect(blobs.put(Buffer.from('x'))).rejects.toThrow(
      'the blob store answered 403 (SignatureDoesNotMatch) to PUT',
    );
    expect(await blobs.check()).toBe(false);
    await double.close();
  });

  it('tries again when the store is busy, and tells damage from truth', async () => {
    const double = await createS3Double(credentials);
    const blobs = createS3Blobs({ url: double.url.replace('/evidence', '/evidence/desk'), verify: true });
    double.fail(2);
    const { hash } = await blobs.put(Buffer.from('true'));
    expect([...double.objects.keys()]).toEqual([`desk/${hash.slice(0, 2)}/${hash}`]);
    double.objects.set(`desk/${hash.slice(0, 2)}/${hash}`, { bytes: Buffer.from('false'), at: 0 });
    await expect(blobs.get(hash)).rejects.toThrow('damaged');
    await double.close();
  });

  it('keeps the quarantine apart in the same bucket', async () => {
    const double = await createS3Double(credentials);
    const place = { blobUrl: double.url, dataDir: '' };
    const [all, apart] = [openBlobs(place), openQuarantine(place)];
    const [{ hash: seen }, { hash: hidden }] = [
      await all.put(Buffer.from('seen')),
      await apart.put(Buffer.from('not')),
    ];
    const listed: string[] = [];
    for await (const { hash } of all.list()) listed.push(hash);
    expect(listed).toEqual([seen]);
    expect([await all.has(hidden), await apart.has(hidden), await apart.has(seen)]).toEqual([false, true, false]);
    expect([...double.objects.keys()]).toContain(`quarantine/${hidden.slice(0, 2)}/${hidden}`);
    await double.close();
  });

  it.each([
    ['s3://k:s@s3.ap-south-1.amazonaws.com/evidence?region=ap-south-1', 'https://s3.ap-south-1.amazonaws.com/evidence'],
    ['s3://k:s@minio:9000/pukaar?tls=0', 'http://minio:9000/pukaar'],
    ['s3://k:s@127.0.0.1:9000/pukaar?insecure=1', 'http://127.0.0.1:9000/pukaar'],
  ])('reads %s', (url, base) => expect(parseS3Address(url).base).toBe(base));

  it.each(['s3://host/bucket', 's3://k:s@host', 'https://k:s@host/b', 'nonsense'])('refuses %s', (url) =>
    expect(() => parseS3Address(url)).toThrow('BLOB_URL must look like'),
  );

  it('refuses plain http over the open network', () =>
    expect(() => parseS3Address('s3://k:s@s3.example.com/b?insecure=1')).toThrow('plain http only'));
});
