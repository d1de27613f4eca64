import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const BLOCK = 512;

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** Where its bytes begin in the archive. */
  readonly offset: number;
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** A number in octal; sizes from 8 GiB on in base 256, as GNU and POSIX tar both read them. */
function writeNumber(header: Buffer, { value, at, length }: { value: number; at: number; length: number }): void {
  if (value < 8 ** (length - 1)) {
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
    return;
  }
  header.writeUInt8(0x80, at);
  let rest = value;
  for (let index = at + length - 1; index > at; index -= 1) {
    header.writeUInt8(rest % 256, index);
    rest = Math.floor(rest / 256);
  }
}

function readNumber(header: Buffer, at: number, length: number): number {
  if (header.readUInt8(at) !== 0x80)
    return Number.parseInt(header.toString('latin1', at, at + length).replace(/[\0 ]+$/, ''), 8) || 0;
  let value = 0;
  for (let index = at + 1; index < at + length; index += 1) value = value * 256 + header.readUInt8(index);
  return value;
}

const sumOf = (header: Buffer): number =>
  header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`the name ${name} is too long for the archive`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  writeNumber(header, { value: size, at: 124, length: 12 });
  writeNumber(header, { value: 0, at: 136, length: 12 });
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Writes a tar archive, entry by entry; each must bring as many bytes as it announces. */
export function createTarWriter(handle: FileHandle) {
  async function add(name: string, size: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    await handle.write(headerOf(name, size));
    let written = 0;
    for await (const chunk of chunks) {
      written += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    if (written !== size) throw new Error(`${name} changed while it was archived`);
    if (padding(size) > 0) await handle.write(Buffer.alloc(padding(size)));
  }
  return { add, end: () => handle.write(Buffer.alloc(BLOCK * 2)) };
}

/** The entries of an archive. Throws when it is cut short or not one. */
export async function listTar(file: string): Promise<TarEntry[]> {
  const handle = await open(file);
  try {
    const { size: length } = await handle.stat();
    const entries: TarEntry[] = [];
    for (let at = 0; at + BLOCK <= length;) {
      const header = Buffer.alloc(BLOCK);
      await handle.read(header, 0, BLOCK, at);
      if (header.every((byte) => byte === 0)) return entries;
      if (sumOf(header) !== readNumber(header, 148, 8)) throw new Error('the file is damaged or not a backup');
      const size = readNumber(header, 124, 12);
      const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
      entries.push({ name, size, offset: at + BLOCK });
      at += BLOCK + size + padding(size);
    }
    throw new Error('the backup is cut short');
  } finally {
    await handle.close();
  }
}

/** The bytes of an entry. */
export async function* readEntry(file: string, { offset, size }: TarEntry): AsyncGenerator<Buffer> {
  if (size === 0) return;
  for await (const chunk of createReadStream(file, { start: offset, end: offset + size - 1 })) yield chunk as Buffer;
}
