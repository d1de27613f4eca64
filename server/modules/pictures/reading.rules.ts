import type { PictureText, Reading } from './pictures.types.ts';

/** One word as the machine read it; confidence 0..100, as tesseract counts. */
export interface ReadWord {
  readonly text: string;
  readonly confidence: number;
}

/** Below this a word is more likely dirt, a logo or a face than writing. */
const SUREST_DIRT = 45;
const FEWEST_WORDS = 3;
/** A photographed page holds some two thousand letters; more adds nothing that decides. */
const LONGEST_READING = 2_000;
const hasLetters = /[\p{L}\p{N}]{2,}|[\p{L}]\p{M}/u;

/** Keeps what looks like writing: words that are sure enough, if there are at least three of them. */
export function keepWriting(lines: readonly (readonly ReadWord[])[]): PictureText {
  const kept = lines
    .map((words) => words.filter((word) => word.confidence >= SUREST_DIRT && hasLetters.test(word.text)))
    .filter((words) => words.length > 0);
  const words = kept.flat();
  if (words.length < FEWEST_WORDS) return { text: '', confidence: 0 };
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length / 100;
  const text = kept.map((line) => line.map((word) => word.text).join(' ')).join('\n');
  return { text: text.slice(0, LONGEST_READING), confidence };
}

/** A machine's reading below this is shown to people, but decides nothing. */
const SURE_ENOUGH = 0.6;

/**
 * The words of a message's pictures that count as its text: an officer's words replace the machine's for the same
 * picture. Empty when there are none.
 */
export function pictureText(readings: readonly Reading[]): string {
  const byPicture = new Map<string, Reading>();
  for (const reading of readings) {
    if (reading.source === 'ocr' && reading.confidence < SURE_ENOUGH) continue;
    const known = byPicture.get(reading.externalId);
    if (known === undefined || reading.source === 'officer') byPicture.set(reading.externalId, reading);
  }
  return [...byPicture.values()]
    .map((reading) => reading.text)
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, LONGEST_READING);
}
