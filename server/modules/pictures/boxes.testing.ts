/** HEIC photographs and MP4 films as telephones write them, without their pictures. */

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
const text = (signs: string): Buffer => Buffer.from(signs, 'latin1');

const box = (kind: string | Buffer, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(content.length + 8), typeof kind === 'string' ? text(kind) : kind, content]);
};
const full = (kind: string, version: number, ...parts: readonly Buffer[]): Buffer =>
  box(kind, Buffer.from([version, 0, 0, 0]), ...parts);

const PICTURE = 1;
const TAGS = 2;

/** `where`: its tags lie in the file behind all boxes, or in the box of data beside their list. */
export function heic({ exif, version, where }: { exif: Buffer; version: 0 | 1 | 2; where: 'file' | 'data' }): Buffer {
  const tags = Buffer.concat([u32(0), exif]);
  const ids = version === 2 ? u32 : u16;
  const kinds = version === 2 ? 3 : 2;
  const info = (id: number, kind: string) =>
    full('infe', kinds, version === 2 ? u32(id) : u16(id), u16(0), text(kind), Buffer.from([0]));
  const items = full(
    'iinf',
    version === 2 ? 1 : 0,
    version === 2 ? u32(2) : u16(2),
    info(PICTURE, 'hvc1'),
    info(TAGS, 'Exif'),
  );
  const place = (id: number, { method, start, length }: { method: number; start: number; length: number }) =>
    Buffer.concat([ids(id), ...(version === 0 ? [] : [u16(method)]), u16(0), u16(1), u32(start), u32(length)]);
  const made = (start: number): Buffer => {
    const method = where === 'file' ? 0 : 1;
    const places = full(
      'iloc',
      version,
      ...[u16(0x4400), ids(2)],
      place(PICTURE, { method: 0, start, length: 4 }),
      place(TAGS, { method, start: where === 'file' ? start : 0, length: tags.length }),
    );
    const head = box('ftyp', text('heic'), u32(0), text('mif1heic'));
    const data = where === 'data' ? [box('idat', tags)] : [];
    const boxes = Buffer.concat([head, full('meta', 0, items, places, ...data), u32(8 + tags.length), text('mdat')]);
    return Buffer.concat([boxes, tags]);
  };
  return made(made(0).length - tags.length);
}

const SINCE_1904 = 2_082_844_800;

/** `way`: a note as Android leaves it, or Apple's names and values, with a version before them or without one. */
export function film({
  at,
  place,
  way,
  isLong,
}: {
  at: number;
  place: string;
  way: 'note' | 'keys' | 'keys-full';
  isLong: boolean;
}): Buffer {
  const seconds = at / 1000 + SINCE_1904;
  const time = isLong ? [u64(seconds), u64(seconds)] : [u32(seconds), u32(seconds)];
  const head = full('mvhd', isLong ? 1 : 0, ...time, u32(1000), Buffer.alloc(80));
  const note = box('udta', box('©xyz', u16(place.length), u16(0x15c7), text(place)));
  const keys = full(
    'keys',
    0,
    u32(2),
    box('mdta', text('com.apple.quicktime.make')),
    box('mdta', text('com.apple.quicktime.location.ISO6709')),
  );
  const value = (number: number, words: string) => box(u32(number), box('data', u32(1), u32(0), text(words)));
  const values = box('ilst', value(1, 'Apple'), value(2, place));
  const meta = way === 'keys-full' ? full('meta', 0, keys, values) : box('meta', keys, values);
  const sound = box('mdat', Buffer.alloc(64));
  return Buffer.concat([
    box('ftyp', text('isom'), u32(512), text('isommp42')),
    sound,
    box('moov', head, way === 'note' ? note : meta),
  ]);
}
