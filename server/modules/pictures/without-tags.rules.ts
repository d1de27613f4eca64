import { orientationOf } from './exif.rules.ts';

/** The block of tags that says nothing but which way up a picture is. */
const blockFor = (way: number): Buffer =>
  Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0, 0, 0, 0, 0]);

const EXIF_HEADER = Buffer.from('Exif\0\0', 'latin1');

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** JFIF, colour profile and Adobe's transform are needed to show it; every other segment of an application is not. */
const SHOWN = new Set([0xe0, 0xe2, 0xee]);

const isApplication = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

function jpegWithoutTags(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let way = 1;
  let at = 2;
  for (;;) {
    // Any number of 0xff may stand before a mark.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1] ?? 0;
    const end = at + 4 <= bytes.length && bytes[at] === 0xff ? at + 2 + bytes.readUInt16BE(at + 2) : Infinity;
    // What is no picture is shown as it is.
    if (end > bytes.length) return bytes;
    if (marker === 0xda) break;
    const content = bytes.subarray(at + 4, end);
    if (marker === 0xe1 && content.subarray(0, 6).equals(EXIF_HEADER)) way = orientationOf(content);
    // A second picture behind this one is announced by MPF in the place of a profile.
    const isProfile = marker !== 0xe2 || content.subarray(0, 11).toString('latin1') === 'ICC_PROFILE';
    if (!isApplication(marker) || (SHOWN.has(marker) && isProfile)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const own = way === 1 ? [] : [segment(0xe1, Buffer.concat([EXIF_HEADER, blockFor(way)]))];
  return Buffer.concat([bytes.subarray(0, 2), ...own, ...kept, bytes.subarray(at, endOfJpeg(bytes, at))]);
}

function nextMark(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(0xff, from);
  return at < 0 ? bytes.length : at;
}

/** Where the picture ends that is coded from here on: behind it cameras put others, with tags of their own. */
function endOfJpeg(bytes: Buffer, scan: number): number {
  let at = scan;
  while (at + 4 <= bytes.length) {
    at += 2 + bytes.readUInt16BE(at + 2);
    // Coded data holds no mark but a zero behind 0xff, and those that begin it anew.
    for (at = nextMark(bytes, at); at + 1 < bytes.length; at = nextMark(bytes, at + 1)) {
      const next = bytes[at + 1] ?? 0;
      if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) break;
    }
    if (bytes[at + 1] === 0xd9) return at + 2;
  }
  return bytes.length;
}

const PNG_TOLD = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function pngWithoutTags(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) break;
    if (!PNG_TOLD.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') break;
  }
  return Buffer.concat(kept);
}

const WEBP_TOLD = new Set(['EXIF', 'XMP ']);
/** Flags of a WebP head that announce EXIF and XMP. */
const WEBP_FLAGS = 0x0c;

function webpWithoutTags(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    const end = Math.min(at + 8 + size + (size % 2), bytes.length);
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (type === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~WEBP_FLAGS;
    if (!WEBP_TOLD.has(type)) kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const WAYS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'image/jpeg': jpegWithoutTags,
  'image/png': pngWithoutTags,
  'image/webp': webpWithoutTags,
};

/**
 * A picture as it is shown: without what its camera wrote of place, time, owner and device, the picture itself bit for
 * bit. Kinds that are not taken apart are given back as they are.
 */
export function withoutTags(bytes: Uint8Array, mime: string): Uint8Array {
  const way = WAYS[mime];
  if (!way) return bytes;
  return way(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
