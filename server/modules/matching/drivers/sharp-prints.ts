import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { picturePrints, type GreyPicture } from '../picture-hash.rules.ts';
import { pictureMarks, type PictureMark } from '../picture-marks.rules.ts';

const SIDE = 192;
const MOST_PIXELS = 60_000_000;

/** A small grey copy; null when it cannot be read. Takes some ten milliseconds, off the event loop. */
async function greyOf(bytes: Uint8Array): Promise<GreyPicture | null> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .flatten({ background: '#fff' })
      .resize(SIDE, SIDE, { fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  } catch {
    return null;
  }
}

/** Perceptual hashes of an encoded picture; null when it cannot be read. */
export async function hashPicture(bytes: Uint8Array): Promise<bigint[] | null> {
  const picture = await greyOf(bytes);
  return picture && picturePrints(picture);
}

/**
 * What a picture is known again by when it is used once more; nothing when it cannot be read or is blank. Between any two
 * parts, each a fraction of a millisecond, the event loop does what waits.
 */
export async function markPicture(bytes: Uint8Array): Promise<PictureMark[]> {
  const picture = await greyOf(bytes);
  const marks: PictureMark[] = [];
  if (picture)
    for (const mark of pictureMarks(picture)) {
      marks.push(mark);
      await setImmediate();
    }
  return marks;
}
