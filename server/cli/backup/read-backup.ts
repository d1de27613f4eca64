import { createHash } from 'node:crypto';
import { manifestSchema, MANIFEST, type Manifest } from './manifest.ts';
import { listTar, readEntry, type TarEntry } from './tar.ts';

export interface CheckedBackup {
  readonly manifest: Manifest;
  readonly entries: ReadonlyMap<string, TarEntry>;
}

async function bytesOf(file: string, entry: TarEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readEntry(file, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function readBytes(file: string, entry: TarEntry | undefined): Promise<Buffer> {
  return entry ? bytesOf(file, entry) : Buffer.alloc(0);
}

async function hashOf(file: string, entry: TarEntry): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readEntry(file, entry)) hash.update(chunk);
  return hash.digest('hex');
}

/** Reads the manifest and checks every byte against it. Throws one readable sentence when anything differs. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const entries = new Map((await listTar(file)).map((entry) => [entry.name, entry]));
  const last = entries.get(MANIFEST);
  if (!last) throw new Error('the file is no backup of Pukaar: it has no manifest');
  const parsed = manifestSchema.safeParse(JSON.parse((await bytesOf(file, last)).toString()));
  if (!parsed.success) throw new Error('the manifest of the backup cannot be read: it may be of another version');
  for (const { name, size, sha256 } of parsed.data.entries) {
    const entry = entries.get(name);
    if (!entry || entry.size !== size) throw new Error(`the backup is damaged: ${name} is missing or cut short`);
    if ((await hashOf(file, entry)) !== sha256) throw new Error(`the backup is damaged: ${name} is not what was saved`);
  }
  return { manifest: parsed.data, entries };
}
