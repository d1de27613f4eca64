import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { readLines, sealFile } from '../../platform/events/seal-file.ts';
import { openKeeper, type Keeper } from './keep-away.ts';
import { blobEntry, DATABASE, MANIFEST, SEALS, type Manifest } from './manifest.ts';
import { takeSnapshot, type Where } from './snapshot.ts';
import { createTarWriter } from './tar.ts';

export interface BackupInput extends Where {
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly out: string;
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, done: (sha256: string) => void): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  done(hash.digest('hex'));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The seal file as far as the snapshot knows it; a seal that is still being written to it is waited for. */
async function sealsUntil(dataDir: string, last: number): Promise<Buffer> {
  for (let tries = 0; ; tries += 1) {
    const lines: string[] = [];
    let reached = 0;
    for await (const line of readLines(sealFile(dataDir))) {
      if (line.number <= last) lines.push(`${JSON.stringify(line)}\n`);
      reached = Math.max(reached, line.number);
    }
    if (reached >= last || tries === 20) return Buffer.from(lines.join(''));
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** Writes the archive: database, seals, every blob that a row names, and last the manifest. Keys are not in it. */
export async function writeBackup({ blobs, clock, out, ...where }: BackupInput): Promise<Manifest> {
  const draft = `${out}.part`;
  const copy = `${out}.database`;
  await rm(copy, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  let keeper: Keeper | null = null;
  try {
    const snapshot = await takeSnapshot(where, copy);
    const tar = createTarWriter(handle);
    const entries: Manifest['entries'] = [];
    const add = (name: string, size: number, chunks: AsyncIterable<Uint8Array>) =>
      tar.add(
        name,
        size,
        hashed(chunks, (sha256) => entries.push({ name, size, sha256 })),
      );
    await add(DATABASE[snapshot.engine], (await stat(copy)).size, createReadStream(copy));
    const seals = await sealsUntil(where.dataDir, snapshot.lastSeal);
    await add(SEALS, seals.byteLength, once(seals));
    keeper = await openKeeper(where);
    const missingBlobs: string[] = [];
    for (const hash of snapshot.blobs) {
      const bytes = await blobs.get(hash);
      // Quarantined since the copy was taken: it goes into no archive.
      if (await keeper.isKeptAway(hash)) continue;
      if (bytes) await add(blobEntry(hash), bytes.byteLength, once(bytes));
      else missingBlobs.push(hash);
    }
    const { engine, position } = snapshot;
    const manifest: Manifest = {
      product: 'pukaar',
      format: 1,
      engine,
      createdAt: clock.now(),
      position,
      missingBlobs,
      entries,
    };
    const text = Buffer.from(JSON.stringify(manifest, null, 1));
    await tar.add(MANIFEST, text.byteLength, once(text));
    await tar.end();
    await handle.sync();
    await handle.close();
    await rename(draft, out);
    return manifest;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  } finally {
    await keeper?.close();
    await rm(copy, { force: true });
  }
}
