import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Db, Tx } from '../../schema.ts';
import { markChanged } from '../inbound/changed.usecases.ts';
import { encodePrints } from '../matching/picture-hash.rules.ts';
import type { PicturePrinter, PictureReader, PictureText } from './pictures.types.ts';
import { markLooked, removeReading, saveReading, unseenMedia, type UnseenMedium } from './pictures.repository.ts';

export { forgetReadings, printsOf, readingsOf } from './pictures.repository.ts';

export interface PictureDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly blobs: Blobs;
  readonly pictures: PictureReader;
  readonly printPicture: PicturePrinter;
}

const NOTHING: PictureText = { text: '', confidence: 0 };

interface Seen extends PictureText {
  readonly prints: readonly bigint[];
}

const isPicture = ({ mime }: UnseenMedium): boolean => mime?.startsWith('image/') ?? false;

/** A picture that cannot be read is noted as looked at, without words: people look at it all the same. */
async function lookAt(deps: PictureDeps, medium: UnseenMedium): Promise<Seen> {
  const bytes = medium.blob === null || !isPicture(medium) ? null : await deps.blobs.get(medium.blob);
  if (bytes === null) return { ...NOTHING, prints: [] };
  const prints = (await deps.printPicture(bytes)) ?? [];
  try {
    return { ...(await deps.pictures.read(bytes)), prints };
  } catch (error) {
    deps.log.warn('a picture could not be read', { messageId: medium.message, error });
    return { ...NOTHING, prints };
  }
}

/**
 * Looks at media that wait, one after the other. Messages whose pictures tell something go through the stages again.
 * Answers how many were looked at.
 */
export async function readWaitingPictures(deps: PictureDeps, { limit }: { limit: number }): Promise<number> {
  const waiting = await unseenMedia(deps.db.read, limit);
  for (const medium of waiting) {
    const { message, externalId } = medium;
    const { text, confidence, prints } = await lookAt(deps, medium);
    await deps.db.write(
      async (tx) => {
        const at = deps.clock.now();
        const encoded = prints.length > 0 ? encodePrints(prints) : null;
        if (!(await markLooked(tx, { message, externalId, prints: encoded, at }))) return;
        if (isPicture(medium))
          await saveReading(tx, { message, externalId, source: 'ocr', text, confidence, officer: null, at });
        if (text !== '' || prints.length > 0) await markChanged(tx, [message]);
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
