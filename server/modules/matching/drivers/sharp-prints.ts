import sharp from 'sharp';
import { picturePrints } from '../picture-hash.rules.ts';

const SIDE = 192;
const MOST_PIXELS = 60_000_000;

/** Perceptual hashes of an encoded picture; null when it cannot be read. Takes some ten milliseconds, off the event loop. */
export async function hashPicture(bytes: Uint8Array): Promise<bigint[] | null> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .flatten({ background: '#fff' })
      .resize(SIDE, SIDE, { fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return picturePrints({ width: info.width, height: info.height, pixels: data });
  } catch {
    return null;
  }
}
