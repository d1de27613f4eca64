import type { NormalisedText } from '../language/language.types.ts';
import { eventTermsOf, type EventTerms } from './event-terms.rules.ts';
import { sketchOf, SKETCH_SIZE } from './sketch.rules.ts';
import { hashText, kindOf, type TermCode, type TermKind } from './term-codes.rules.ts';

/** What matching keeps of a message. Hashes only: a text cannot be read back from it. */
export interface Signature {
  /** When it was said, minutes since 1970. */
  readonly minute: number;
  /** Hashes of unit ids and of the category; 0 when unknown. */
  readonly station: number;
  readonly district: number;
  readonly category: number;
  readonly isDevanagari: boolean;
  readonly isTruncated: boolean;
  /** Two halves of the copy key; 0 and 0 when the text is too short for one. */
  readonly copy: readonly [number, number];
  /** One byte each of the MinHashes over the runs of four letters of the fold. */
  readonly sketch: Uint8Array;
  /** What the message says of an event, most telling kinds first, at most 28. */
  readonly terms: Uint32Array;
  /** Perceptual hashes of its picture and of parts of it, the whole first, 8 bytes each, at most six. */
  readonly media: readonly bigint[];
}

export interface SignatureInput {
  readonly text: NormalisedText;
  readonly handles?: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
  readonly station: string | null;
  readonly district: string | null;
  readonly category: string | null;
  readonly script: string;
  readonly media?: readonly bigint[];
}

const MOST_TERMS = 28;
const MOST_MEDIA = 6;
/** With a picture fewer fit. */
const MOST_TERMS_BESIDE_MEDIA = 22;
const MINUTE = 60_000;

/** Which kinds are kept when a message says more than fits. */
const KEPT_FIRST: readonly TermKind[] = [
  'plate',
  'phone',
  'file',
  'amount',
  'age',
  'sector',
  'clock',
  'act',
  'object',
  'name',
  'matter',
  'vehicle',
  'person',
  'spot',
  'colour',
  'time',
  'handle',
  'day',
  'number',
  'measure',
];
const ORDER = new Map(KEPT_FIRST.map((kind, at) => [kind, at]));

const placeOf = (code: TermCode): number => ORDER.get(kindOf(code)) ?? KEPT_FIRST.length;
const idHash = (id: string | null): number => (id === null ? 0 : hashText(id) || 1);

/** The terms of a message that its signature keeps. */
const keptTerms = (terms: EventTerms, most: number): Uint32Array =>
  Uint32Array.from([...terms.keys()].sort((a, b) => placeOf(a) - placeOf(b)).slice(0, most));

export function signatureOf(input: SignatureInput): Signature {
  const { text } = input;
  const media = (input.media ?? []).slice(0, MOST_MEDIA);
  return {
    minute: Math.max(0, Math.floor(input.at / MINUTE)),
    station: idHash(input.station),
    district: idHash(input.district),
    category: idHash(input.category),
    isDevanagari: input.script === 'Deva',
    isTruncated: text.isTruncated,
    copy: text.copyKey === '' ? [0, 0] : [parseInt(text.copyKey.slice(0, 8), 16), parseInt(text.copyKey.slice(8), 16)],
    sketch: sketchOf(text.fold),
    terms: keptTerms(eventTermsOf(text, input.handles), media.length > 0 ? MOST_TERMS_BESIDE_MEDIA : MOST_TERMS),
    media,
  };
}

const VERSION = 1;
/** Bytes before the sketch; after it come the terms. */
export const HEAD = 28;
const DEVANAGARI = 1;
const TRUNCATED = 2;

/** At most 200 bytes, little-endian; the first byte is the version of the layout. */
export function encodeSignature(signature: Signature): Uint8Array {
  const { sketch, terms, media } = signature;
  const bytes = new Uint8Array(HEAD + SKETCH_SIZE + 4 * terms.length + 8 * media.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes[1] = (signature.isDevanagari ? DEVANAGARI : 0) | (signature.isTruncated ? TRUNCATED : 0);
  bytes[2] = terms.length;
  bytes[3] = media.length;
  [signature.minute, signature.station, signature.district, signature.category, ...signature.copy].forEach(
    (value, at) => view.setUint32(4 + 4 * at, value, true),
  );
  bytes.set(sketch, HEAD);
  terms.forEach((term, at) => view.setUint32(HEAD + SKETCH_SIZE + 4 * at, term, true));
  media.forEach((hash, at) => view.setBigUint64(HEAD + SKETCH_SIZE + 4 * terms.length + 8 * at, hash, true));
  return bytes;
}

function readTerms(view: DataView, count: number): Uint32Array {
  const terms = new Uint32Array(count);
  for (let at = 0; at < count; at++) terms[at] = view.getUint32(HEAD + SKETCH_SIZE + 4 * at, true);
  return terms;
}

/** Null for bytes of another layout: such a message is read again from its text. */
export function decodeSignature(bytes: Uint8Array): Signature | null {
  const [version, flags = 0, terms = 0, media = 0] = bytes;
  if (version !== VERSION || bytes.length !== HEAD + SKETCH_SIZE + 4 * terms + 8 * media) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at: number): number => view.getUint32(4 + 4 * at, true);
  return {
    minute: number(0),
    station: number(1),
    district: number(2),
    category: number(3),
    isDevanagari: (flags & DEVANAGARI) !== 0,
    isTruncated: (flags & TRUNCATED) !== 0,
    copy: [number(4), number(5)],
    sketch: bytes.subarray(HEAD, HEAD + SKETCH_SIZE),
    terms: readTerms(view, terms),
    media: Array.from({ length: media }, (_, at) => view.getBigUint64(HEAD + SKETCH_SIZE + 4 * terms + 8 * at, true)),
  };
}
