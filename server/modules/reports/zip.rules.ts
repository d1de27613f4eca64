import { crc32, deflateRawSync } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, the first day that the format can name: what is equal gives equal files. */
const DATE = 0x21;
const DEFLATED = 8;
const UTF8 = 0x800;
/** The same, with sizes that follow what was packed. */
export const DEFLATED_LATER = UTF8 | 0x8;

/** The fields that a local header and the directory have in common. */
export function common(entry: { name: Buffer; crc: number; packed: number; size: number; flags?: number }): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? UTF8, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(entry.crc, 10);
  fields.writeUInt32LE(entry.packed, 14);
  fields.writeUInt32LE(entry.size, 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

export const signed = (signature: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
};

/** An entry that was written, with where it begins. */
export interface Placed {
  readonly title: Buffer;
  readonly fields: Buffer;
  readonly at: number;
}

/** What stands at the end of an archive: where everything in it begins. */
export function directoryOf(entries: readonly Placed[], at: number): Buffer {
  const directory = entries.flatMap((entry) => {
    const place = Buffer.alloc(14);
    place.writeUInt32LE(entry.at, 10);
    return [signed(0x02014b50), Buffer.from([20, 0]), entry.fields, place, entry.title];
  });
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([index, signed(0x06054b50), end]);
}

/** An archive of few and small files (APPNOTE 6.3, without ZIP64). */
export function zipOf(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const placed: Placed[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name, 'utf8');
    const fields = common({ name: title, crc: crc32(bytes), packed: packed.length, size: bytes.length });
    const file = Buffer.concat([signed(0x04034b50), fields, title, packed]);
    files.push(file);
    placed.push({ title, fields, at });
    at += file.length;
  }
  return Buffer.concat([...files, directoryOf(placed, at)]);
}
