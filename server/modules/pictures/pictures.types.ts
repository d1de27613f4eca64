import type { PictureMark } from '../matching/picture-marks.rules.ts';
import type { Taken } from './exif.rules.ts';

/** What was read on a picture. */
export interface PictureText {
  /** Lines as they stand on the picture; empty when nothing could be read. */
  readonly text: string;
  /** 0..1, over the words that were kept. */
  readonly confidence: number;
}

/** Reads the writing on pictures, outside the event loop that serves officers. */
export interface PictureReader {
  /** Throws when the bytes are no picture that can be decoded, or when reading takes too long. */
  read(bytes: Uint8Array): Promise<PictureText>;
  close(): Promise<void>;
}

/** Perceptual hashes of an encoded picture, of the whole first; null when it cannot be decoded or shows nothing to tell it by. */
export type PicturePrinter = (bytes: Uint8Array) => Promise<readonly bigint[] | null>;

/** Words of a picture: read by the machine, or typed by an officer who looked at it. */
export interface Reading {
  readonly message: string;
  readonly externalId: string;
  /** ocr | officer */
  readonly source: string;
  readonly text: string;
  readonly confidence: number;
}

/** Looks at a photograph that an officer adds; one that cannot be read tells nothing. */
export type PhotoLook = (bytes: Uint8Array) => Promise<Taken & { readonly marks: readonly PictureMark[] }>;
