import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from './port.ts';

export interface BlobsHarness {
  readonly blobs: Blobs;
  /** Damages or takes away the store, so that it cannot answer. */
  breakDown(): Promise<void>;
  close(): Promise<void>;
}

const ABSENT = 'a'.repeat(64);

/** What every store of blobs promises. */
export function blobsContract(name: string, createHarness: () => Promise<BlobsHarness>): void {
  describe(`blobs in ${name}`, () => {
    let harness: BlobsHarness;
    let blobs: Blobs;
    beforeEach(async () => {
      harness = await createHarness();
      ({ blobs } = harness);
    });
    afterEach(() => harness.close());

    async function all() {
      const found = [];
      for await (const one of blobs.list()) found.push(one);
      return found;
    }

    it.each([0, 1, 1024, 300_000])('gives back %i bytes under the hash of their content', async (size) => {
      const bytes = randomBytes(size);
      const put = await blobs.put(bytes);
      expect(put).toEqual({ hash: createHash('sha256').update(bytes).digest('hex'), size });
      const got = await blobs.get(put.hash);
      expect(got && Buffer.compare(got, bytes)).toBe(0);
      expect(await blobs.has(put.hash)).toBe(true);
    });

    it('stores equal content once, also when stored at the same time', async () => {
      const bytes = Buffer.from('same');
      const stored = await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes)));
      expect(new Set(stored.map(({ hash }) => hash)).size).toBe(1);
      expect((await all()).length).toBe(1);
    });

    it('knows what it does not have', async () => {
      expect(await blobs.get(ABSENT)).toBeNull();
      expect(await blobs.has(ABSENT)).toBe(false);
      await blobs.remove(ABSENT);
    });

    it('forgets what is removed', async () => {
      const { hash } = await blobs.put(Buffer.from('gone'));
      await blobs.remove(hash);
      expect(await blobs.get(hash)).toBeNull();
      expect(await blobs.has(hash)).toBe(false);
    });

    it('lists all with the time of storing', async () => {
      expect(await all()).toEqual([]);
      const before = Date.now() - 2000;
      const hashes = await Promise.all(
        Array.from({ length: 25 }, async (_, n) => (await blobs.put(Buffer.from(`${n}`))).hash),
      );
      const found = await all();
      expect(found.map(({ hash }) => hash).sort()).toEqual(hashes.sort());
      for (const { storedAt } of found) {
        expect(storedAt).toBeGreaterThan(before);
        expect(storedAt).toBeLessThan(Date.now() + 2000);
      }
    });

    it('takes nothing for a hash that is none', async () => {
      for (const bad of ['../../etc/passwd', '', 'A'.repeat(64), `${ABSENT}/x`])
        await expect(blobs.get(bad)).rejects.toThrow('hash');
    });

    it('tells whether it answers', async () => {
      expect(await blobs.check()).toBe(true);
      await harness.breakDown();
      expect(await blobs.check()).toBe(false);
      await expect(blobs.put(Buffer.from('x'))).rejects.toThrow();
    });
  });
}
