import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { common, DEFLATED_LATER, directoryOf, signed, type Placed } from './zip.rules.ts';

export interface StreamedEntry {
  readonly name: string;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

/** Packed, a piece at a time: the next one is asked for once this one is packed. */
async function* packedOf(text: StreamedEntry['text'], sizes: { crc: number; size: number; packed: number }) {
  const deflate = createDeflateRaw();
  const out: Buffer[] = [];
  deflate.on('data', (bytes: Buffer) => out.push(bytes));
  const failed = new Promise<never>((_, reject) => deflate.once('error', reject));
  failed.catch(() => undefined);
  function* taken() {
    for (const bytes of out.splice(0)) {
      sizes.packed += bytes.length;
      yield bytes;
    }
  }
  try {
    for await (const piece of text) {
      const bytes = Buffer.from(piece, 'utf8');
      sizes.crc = crc32(bytes, sizes.crc);
      sizes.size += bytes.length;
      if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), failed]);
      yield* taken();
    }
    deflate.end();
    if (!deflate.readableEnded) await Promise.race([once(deflate, 'end'), failed]);
    yield* taken();
  } finally {
    deflate.destroy();
  }
}

/** An archive whose entries are written as they come, so that none is ever whole in memory (APPNOTE 6.3, 4 GB at most). */
export async function* zipStreamOf(entries: readonly StreamedEntry[]): AsyncGenerator<Buffer> {
  const placed: Placed[] = [];
  let at = 0;
  const count = (bytes: Buffer): Buffer => {
    at += bytes.length;
    return bytes;
  };
  for (const { name, text } of entries) {
    const title = Buffer.from(name, 'utf8');
    const place = at;
    const sizes = { crc: 0, size: 0, packed: 0 };
    yield count(Buffer.concat([signed(0x04034b50), common({ name: title, ...sizes, flags: DEFLATED_LATER }), title]));
    for await (const bytes of packedOf(text, sizes)) yield count(bytes);
    const after = Buffer.alloc(12);
    after.writeUInt32LE(sizes.crc, 0);
    after.writeUInt32LE(sizes.packed, 4);
    after.writeUInt32LE(sizes.size, 8);
    yield count(Buffer.concat([signed(0x08074b50), after]));
    placed.push({ title, fields: common({ name: title, ...sizes, flags: DEFLATED_LATER }), at: place });
  }
  yield directoryOf(placed, at);
}
