import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Db, Tx } from '../../schema.ts';
import { markChanged } from '../inbound/changed.usecases.ts';
import type { PictureReader, PictureText } from './pictures.types.ts';
import { removeReading, saveReading, unreadPictures, type UnreadPicture } from './pictures.repository.ts';

export { forgetReadings, readingsOf } from './pictures.repository.ts';

export interface PictureDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly blobs: Blobs;
  readonly pictures: PictureReader;
}

const NOTHING: PictureText = { text: '', confidence: 0 };

/** A picture that cannot be read is noted as read, without words: people look at it all the same. */
async function readOne(deps: PictureDeps, picture: UnreadPicture): Promise<PictureText> {
  const bytes = picture.blob === null ? null : await deps.blobs.get(picture.blob);
  if (bytes === null) return NOTHING;
  try {
    return await deps.pictures.read(bytes);
  } catch (error) {
    deps.log.warn('a picture could not be read', { messageId: picture.message, error });
    return NOTHING;
  }
}

/** Reads pictures that wait, one after the other; their messages go through the stages again. Answers how many were read. */
export async function readWaitingPictures(deps: PictureDeps, { limit }: { limit: number }): Promise<number> {
  const waiting = await unreadPictures(deps.db.read, limit);
  for (const picture of waiting) {
    const { message, externalId } = picture;
    const { text, confidence } = await readOne(deps, picture);
    await deps.db.write(
      async (tx) => {
        const at = deps.clock.now();
        await saveReading(tx, { message, externalId, source: 'ocr', text, confidence, officer: null, at });
        if (text !== '') await markChanged(tx, [message]);
      },
      { lane: 'batch' },
    );
  }
  return waiting.length;
}

/** Keeps what an officer says stands on a picture; empty words take an earlier description back. */
export async function describePicture(
  tx: Tx,
  reading: { message: string; externalId: string; text: string; officer: string; at: number },
): Promise<void> {
  if (reading.text === '') await removeReading(tx, reading);
  else await saveReading(tx, { ...reading, source: 'officer', confidence: 1 });
  await markChanged(tx, [reading.message]);
}
