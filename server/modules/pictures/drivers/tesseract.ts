import { copyFile, mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page, Worker } from 'tesseract.js';
import type { PictureReader, PictureText } from '../pictures.types.ts';
import { keepWriting } from '../reading.rules.ts';

const LANGUAGES = ['hin', 'mar', 'eng'] as const;
const require = createRequire(import.meta.url);

export interface TesseractOptions {
  /** Where the trained data is laid out: some eight megabytes. */
  readonly folder: string;
  /** After so long without a picture the thread ends and gives back its two hundred megabytes. */
  readonly idleMs?: number;
  /** A picture that takes longer is given up. */
  readonly timeoutMs?: number;
}

/** Lays the trained data of the packages into one folder: the library wants all languages in one place, and fetches nothing then. */
async function layOut(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const code of LANGUAGES) {
    const { langPath } = require(`@tesseract.js-data/${code}`) as { readonly langPath: string };
    const name = `${code}.traineddata.gz`;
    const part = join(folder, `${name}.${process.pid}`);
    await copyFile(join(langPath, name), part);
    await rename(part, join(folder, name));
  }
}

async function startWorker(folder: string): Promise<Worker> {
  const { default: tesseract } = await import('tesseract.js');
  await layOut(folder);
  return tesseract.createWorker([...LANGUAGES], tesseract.OEM.LSTM_ONLY, {
    langPath: folder,
    cacheMethod: 'none',
    // Without a handler of its own the library throws outside every promise.
    errorHandler: () => undefined,
  });
}

const LONGEST_SIDE = 2_200;
const SHORTEST_SIDE = 1_000;
const MOST_PIXELS = 60_000_000;

/** Upright, grey, stretched in contrast, letters of a size that the model knows. Throws on bytes that are no picture. */
async function prepare(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  const { width = 0, height = 0 } = await picture.metadata();
  const longest = Math.max(width, height);
  const side = Math.min(LONGEST_SIDE, Math.max(longest, Math.min(longest * 2, SHORTEST_SIDE)));
  return (
    picture
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize({ width: side, height: side, fit: 'inside' })
      .greyscale()
      .normalise()
      .png({ compressionLevel: 1 })
      // Said outright, or the library guesses a resolution and complains of it.
      .withMetadata({ density: 300 })
      .toBuffer()
  );
}

const wordsOf = (page: Page) =>
  (page.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines.map((line) => line.words)),
  );

/**
 * Reads Hindi, Marathi and English writing by tesseract.js, which works in a thread of its own. The thread starts with
 * the first picture and ends when none came for a while; pictures are read one after the other.
 */
export function createTesseractReader({
  folder,
  idleMs = 60_000,
  timeoutMs = 60_000,
}: TesseractOptions): PictureReader {
  let starting: Promise<Worker> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = starting;
    starting = null;
    await (await ending?.catch(() => null))?.terminate();
  }

  async function recognise(picture: Buffer): Promise<PictureText> {
    clearTimeout(idle);
    starting ??= startWorker(folder);
    const running = starting;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('reading a picture took too long')), timeoutMs);
    });
    try {
      const { data } = await Promise.race([
        running.then((worker) => worker.recognize(picture, {}, { text: false, blocks: true })),
        late,
      ]);
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
      return keepWriting(wordsOf(data));
    } catch (error) {
      await end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    read: async (bytes) => {
      const picture = await prepare(bytes);
      const turn = queue.then(() => recognise(picture));
      queue = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      await queue;
      await end();
    },
  };
}
