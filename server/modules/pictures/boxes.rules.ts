import { NOT_TOLD, readTaken, type Taken } from './exif.rules.ts';

/** A box of a HEIC photograph or an MP4 film (ISO/IEC 14496-12): its kind, and where its content lies. */
interface Box {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

/** More in one place are no camera's. */
const MOST = 500;
/** Seconds between 1904, from which films count, and 1970. */
const SINCE_1904 = 2_082_844_800;
const EARLIEST = Date.UTC(1990, 0);

/** Four letters; the first may be the © of a note. */
const kindAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((sign) => view.getUint8(at + sign)));

/** Boxes that lie one behind the other in a span; what reaches beyond it ends the list. */
function boxesIn(view: DataView, { from, to }: { from: number; to: number }): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < MOST;) {
    const short = view.getUint32(at);
    const isLong = short === 1;
    if (isLong && at + 16 > to) break;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const head = isLong ? 16 : 8;
    if (size < head || at + size > to) break;
    boxes.push({ kind: kindAt(view, at + 4), from: at + head, to: at + size });
    at += size;
  }
  return boxes;
}

const find = (boxes: readonly Box[], kind: string): Box | undefined => boxes.find((one) => one.kind === kind);
const within = (view: DataView, box: Box | undefined, skip = 0): Box[] =>
  box && box.from + skip <= box.to ? boxesIn(view, { from: box.from + skip, to: box.to }) : [];

/** Numbers one behind the other, of as many bytes as said. */
function numbersFrom(view: DataView, start: number) {
  let at = start;
  return (bytes: number): number => {
    let value = 0;
    for (let one = 0; one < bytes; one += 1) value = value * 256 + view.getUint8(at + one);
    at += bytes;
    return value;
  };
}

/** The item of a photograph that holds what the camera wrote. */
function exifItem(view: DataView, info: Box | undefined): number | null {
  if (!info) return null;
  const skip = view.getUint8(info.from) === 0 ? 6 : 8;
  for (const entry of within(view, info, skip)) {
    const version = entry.kind === 'infe' ? view.getUint8(entry.from) : 0;
    if (version !== 2 && version !== 3) continue;
    const next = numbersFrom(view, entry.from + 4);
    const id = next(version === 2 ? 2 : 4);
    next(2);
    if (kindAt(view, entry.from + (version === 2 ? 8 : 10)) === 'Exif') return id;
  }
  return null;
}

/** Where an item lies: in the file itself, or in the box of data beside it. */
function placeOf(view: DataView, { box, item }: { box: Box; item: number }) {
  const version = view.getUint8(box.from);
  if (version > 2) return null;
  const next = numbersFrom(view, box.from + 4);
  const sizes = next(2);
  const [offsets, lengths, bases] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indices = version === 0 ? 0 : sizes & 15;
  const wide = version === 2 ? 4 : 2;
  const many = Math.min(next(wide), MOST);
  for (let one = 0; one < many; one += 1) {
    const id = next(wide);
    const method = version === 0 ? 0 : next(2) & 15;
    next(2);
    const base = next(bases);
    const extents = Math.min(next(2), MOST);
    for (let extent = 0; extent < extents; extent += 1) {
      next(indices);
      const start = base + next(offsets);
      const length = next(lengths);
      // Nobody writes the few tags of a camera in pieces.
      if (id === item && extents === 1) return { method, start, length };
    }
  }
  return null;
}

function takenOfPhoto(bytes: Uint8Array, view: DataView, top: readonly Box[]): Taken {
  const meta = within(view, find(top, 'meta'), 4);
  const item = exifItem(view, find(meta, 'iinf'));
  const box = find(meta, 'iloc');
  const place = item === null || !box ? null : placeOf(view, { box, item });
  if (!place || place.method > 1) return NOT_TOLD;
  const data = find(meta, 'idat');
  const start = place.method === 0 ? place.start : (data?.from ?? Infinity) + place.start;
  if (start + 4 > bytes.length) return NOT_TOLD;
  // The first four bytes say how far behind them the tags begin.
  // No length: to the end of the file.
  const end = place.length === 0 ? bytes.length : start + place.length;
  return readTaken(bytes.subarray(start + 4 + view.getUint32(start), end));
}

/** +26.8467+080.9462+123/ (ISO 6709, in degrees). */
const PLACE = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)/;

function placeIn(text: string): Pick<Taken, 'lat' | 'lon'> | null {
  const [, first, second] = PLACE.exec(text) ?? [];
  const [lat, lon] = [Number(first ?? NaN), Number(second ?? NaN)];
  // Zero, zero is what a camera writes that knows no place.
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
  return isPlace ? { lat, lon } : null;
}

const textIn = (bytes: Uint8Array, { from, to }: { from: number; to: number }): string =>
  Buffer.from(bytes.subarray(from, Math.min(to, from + 200))).toString('latin1');

const APPLE_PLACE = 'com.apple.quicktime.location.ISO6709';

/** The note that a telephone of Apple leaves: names in one box, values by their number in another. */
function appleNote(bytes: Uint8Array, view: DataView, meta: readonly Box[]): string | null {
  const keys = within(view, find(meta, 'keys'), 8);
  const number = keys.findIndex((key) => textIn(bytes, key) === APPLE_PLACE) + 1;
  if (number === 0) return null;
  const value = within(view, find(meta, 'ilst')).find((one) => view.getUint32(one.from - 4) === number);
  const data = find(within(view, value), 'data');
  return data ? textIn(bytes, { from: data.from + 8, to: data.to }) : null;
}

function takenOfFilm(bytes: Uint8Array, view: DataView, movie: Box): Taken {
  const boxes = within(view, movie);
  const head = find(boxes, 'mvhd');
  const isLong = head !== undefined && view.getUint8(head.from) === 1;
  const seconds = !head ? 0 : isLong ? Number(view.getBigUint64(head.from + 4)) : view.getUint32(head.from + 4);
  const at = (seconds - SINCE_1904) * 1000;
  const note = find(within(view, find(boxes, 'udta')), '©xyz');
  const meta = find(boxes, 'meta');
  const place =
    (note && placeIn(textIn(bytes, { from: note.from + 4, to: note.to }))) ??
    // Apple's box has no version before its content, the standard's has.
    [0, 4].map((skip) => placeIn(appleNote(bytes, view, within(view, meta, skip)) ?? '')).find((one) => one !== null) ??
    null;
  return { ...(place ?? { lat: null, lon: null }), takenAt: at >= EARLIEST && Number.isSafeInteger(at) ? at : null };
}

/**
 * What a HEIC photograph or an MP4 film says of place and time; nothing where it is neither. Never throws: what is broken
 * says nothing.
 */
export function readBoxes(bytes: Uint8Array): Taken {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const top = boxesIn(view, { from: 0, to: bytes.length });
    if (top[0]?.kind !== 'ftyp') return NOT_TOLD;
    const movie = find(top, 'moov');
    return movie ? takenOfFilm(bytes, view, movie) : takenOfPhoto(bytes, view, top);
  } catch (error) {
    // A number that lies outside of the file.
    if (error instanceof RangeError) return NOT_TOLD;
    throw error;
  }
}
