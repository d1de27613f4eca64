import sharp from 'sharp';
import { markPicture } from '../../matching/drivers/sharp-prints.ts';
import { readBoxes } from '../boxes.rules.ts';
import { readTaken, type Taken } from '../exif.rules.ts';
import type { PhotoLook } from '../pictures.types.ts';

async function takenOf(bytes: Uint8Array): Promise<Taken> {
  try {
    const { exif } = await sharp(bytes).metadata();
    return exif ? readTaken(exif) : readBoxes(bytes);
  } catch {
    // Of a picture that it cannot decode the boxes around it may be read all the same.
    return readBoxes(bytes);
  }
}

/** What a photograph is known again by, and what it says of where and when it was taken. */
export const lookAtPhoto: PhotoLook = async (bytes) => ({
  marks: await markPicture(bytes),
  ...(await takenOf(bytes)),
});
