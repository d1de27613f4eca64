import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { blobsContract } from './blobs.test-suite.ts';
import { createFileBlobs } from './engines/files.ts';

const makeFolder = () => mkdtemp(path.join(tmpdir(), 'pukaar-blobs-'));

blobsContract('files', async () => {
  const parent = await makeFolder();
  const folder = path.join(parent, 'blobs');
  return {
    blobs: createFileBlobs({ folder }),
    breakDown: async () => {
      await rm(folder, { recursive: true, force: true });
      await writeFile(folder, 'a file where the folder should be');
    },
    close: () => rm(parent, { recursive: true, force: true }),
  };
});

it('refuses damaged bytes when told to verify, and leaves no drafts', async () => {
  const folder = await makeFolder();
  const blobs = createFileBlobs({ folder, verify: true });
  const { hash } = await blobs.put(Buffer.from('true'));
  expect(String(await blobs.get(hash))).toBe('true');
  await writeFile(path.join(folder, hash.slice(0, 2), hash.slice(2, 4), hash), 'false');
  await expect(blobs.get(hash)).rejects.toThrow('damaged');
  expect(await readdir(path.join(folder, 'drafts'))).toEqual([]);
  await rm(folder, { recursive: true });
});
