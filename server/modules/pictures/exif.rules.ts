import { KOLKATA } from '../../platform/clock/kolkata.ts';

/** Where and when a photograph says that it was taken; null where it does not say. */
export interface Taken {
  readonly lat: number | null;
  readonly lon: number | null;
  /** Milliseconds since 1970, UTC. */
  readonly takenAt: number | null;
}

export const NOT_TOLD: Taken = { lat: null, lon: null, takenAt: null };

const HEADER = [0x45, 0x78, 0x69, 0x66, 0, 0];
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const [ASCII, SHORT, RATIONAL] = [2, 3, 5];
const [EXIF_FOLDER, GPS_FOLDER, TAKEN, OFFSET, ORIENTATION] = [0x8769, 0x8825, 0x9003, 0x9011, 0x0112];
const [LAT_SIDE, LAT, LON_SIDE, LON, GPS_TIME, GPS_DAY] = [1, 2, 3, 4, 7, 29];
const MOST_TAGS = 500;

interface Tag {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

interface Block {
  readonly view: DataView;
  readonly little: boolean;
}

const hasHeader = (bytes: Uint8Array): boolean => HEADER.every((sign, at) => bytes[at] === sign);

/** The block of tags (TIFF 6.0, EXIF 2.32), with or without its header; null when it is none. */
function blockOf(bytes: Uint8Array): Block | null {
  const tiff = hasHeader(bytes) ? bytes.subarray(HEADER.length) : bytes;
  if (tiff.length < 8) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  return { view, little: order === 0x4949 };
}

/** Tags of the folder that begins there; what points outside the block is left out. */
function folderAt({ view, little }: Block, start: number): Map<number, Tag> {
  const tags = new Map<number, Tag>();
  if (start < 8 || start + 2 > view.byteLength) return tags;
  const count = Math.min(view.getUint16(start, little), MOST_TAGS);
  for (let one = 0; one < count; one++) {
    const entry = start + 2 + one * 12;
    if (entry + 12 > view.byteLength) break;
    const type = view.getUint16(entry + 2, little);
    const values = view.getUint32(entry + 4, little);
    const size = (SIZES[type] ?? Infinity) * values;
    const at = size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (at + size <= view.byteLength) tags.set(view.getUint16(entry, little), { type, count: values, at });
  }
  return tags;
}

function textOf({ view }: Block, tag: Tag | undefined): string {
  if (tag?.type !== ASCII) return '';
  const signs = Array.from({ length: tag.count }, (_, at) => String.fromCharCode(view.getUint8(tag.at + at)));
  return signs
    .join('')
    .replace(/\0[^]*$/, '')
    .trim();
}

/** Fractions; none when one of them is divided by zero. */
function fractionsOf({ view, little }: Block, tag: Tag | undefined): number[] {
  if (tag?.type !== RATIONAL) return [];
  const values = Array.from({ length: tag.count }, (_, at) => {
    const start = tag.at + at * 8;
    return view.getUint32(start, little) / view.getUint32(start + 4, little);
  });
  return values.every(Number.isFinite) ? values : [];
}

const folderOf = (block: Block, tag: Tag | undefined): Map<number, Tag> =>
  tag?.type === 4 ? folderAt(block, block.view.getUint32(tag.at, block.little)) : new Map<number, Tag>();

interface Axis {
  readonly angle: readonly number[];
  readonly side: string;
  readonly most: number;
}

/** Degrees of an angle in degrees, minutes and seconds; null unless it is on the earth. */
function degreesOf({ angle: [degrees, minutes = 0, seconds = 0], side, most }: Axis): number | null {
  if (degrees === undefined || side === '') return null;
  const value = degrees + minutes / 60 + seconds / 3600;
  if (value > most) return null;
  return side === 'S' || side === 'W' ? -value : value;
}

const TIME = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/;

/** A camera's time; told without its distance from UTC it is that of India. */
function timeOf(text: string, offset: string): number | null {
  const [, year, month, day, hour, minute, second] = TIME.exec(text) ?? [];
  if (!year || Number(year) < 1990) return null;
  const wall = Date.parse(`${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`);
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const ahead = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : KOLKATA;
  return Number.isNaN(wall) ? null : wall - ahead;
}

/** The time of the satellites, where the camera told none of its own. */
function satelliteTime(block: Block, gps: ReadonlyMap<number, Tag>): number | null {
  const [hour, minute, second] = fractionsOf(block, gps.get(GPS_TIME)).map(Math.floor);
  const day = textOf(block, gps.get(GPS_DAY));
  if (hour === undefined || minute === undefined || second === undefined || day === '') return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return timeOf(`${day} ${two(hour)}:${two(minute)}:${two(second)}`, '+00:00');
}

/** What a picture's block of tags says of place and time. Never throws: a broken block says nothing. */
export function readTaken(bytes: Uint8Array): Taken {
  const block = blockOf(bytes);
  if (!block) return NOT_TOLD;
  const first = folderAt(block, block.view.getUint32(4, block.little));
  const exif = folderOf(block, first.get(EXIF_FOLDER));
  const gps = folderOf(block, first.get(GPS_FOLDER));
  const axis = (angle: number, side: number, most: number): number | null =>
    degreesOf({ angle: fractionsOf(block, gps.get(angle)), side: textOf(block, gps.get(side)), most });
  const [lat, lon] = [axis(LAT, LAT_SIDE, 90), axis(LON, LON_SIDE, 180)];
  // Zero, zero is what a camera writes that knows no place.
  const isPlace = lat !== null && lon !== null && (lat !== 0 || lon !== 0);
  const own = timeOf(textOf(block, exif.get(TAKEN)), textOf(block, exif.get(OFFSET)));
  return {
    lat: isPlace ? lat : null,
    lon: isPlace ? lon : null,
    takenAt: own ?? satelliteTime(block, gps),
  };
}

/** Which way up the picture is, 1..8: the only tag that a copy without the others still needs. */
export function orientationOf(bytes: Uint8Array): number {
  const block = blockOf(bytes);
  if (!block) return 1;
  const tag = folderAt(block, block.view.getUint32(4, block.little)).get(ORIENTATION);
  const way = tag?.type === SHORT ? block.view.getUint16(tag.at, block.little) : 1;
  return way >= 1 && way <= 8 ? way : 1;
}
