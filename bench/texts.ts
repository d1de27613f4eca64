import context from '../server/data/language/starter-context.json';
import other from '../server/data/language/starter-other.json';
import { expandPleas } from '../server/modules/assessment/starter-pleas.rules.ts';
import { loadReferenceUnits } from '../server/modules/units/reference.ts';
import { createRandom, type Random } from './random.ts';

type ByLanguage = Readonly<Record<string, readonly string[]>>;

const LANGUAGES = ['hi', 'hi', 'hi', 'hinglish', 'hinglish', 'en', 'mr'] as const;
type Spoken = (typeof LANGUAGES)[number];

const byKey = (set: Readonly<Record<string, ByLanguage>>): readonly { key: string; of: ByLanguage }[] =>
  Object.entries(set).map(([key, of]) => ({ key, of }));

const NOTHING: { readonly key: string; readonly of: ByLanguage } = { key: 'other', of: {} };

function pleasByKey(): ReturnType<typeof byKey> {
  const set: Record<string, Record<string, string[]>> = {};
  for (const { plea, text } of expandPleas(0)) ((set[plea.category] ??= {})[plea.tongue] ??= []).push(text);
  return byKey(set);
}

const PLEAS = pleasByKey();
const OTHERS = byKey(other);
const MODELS = ['Splendor', 'एक्टिवा', 'Pulsar', 'बुलेट', 'Samsung', 'Redmi', 'Oppo', 'होंडा शाइन', 'Vivo', 'ई-रिक्शा'];
const NAMES = ['Ravi', 'सुनीता', 'Imran', 'राकेश', 'Neha', 'पूजा', 'Aman', 'शबनम', 'Vikas', 'कमला', 'Deepak', 'रामू'];
const HOURS = ['subah', 'शाम', 'raat', 'कल रात', 'aaj', 'yesterday', 'दोपहर', 'abhi'];

const pick = (list: readonly string[] | undefined, random: Random): string => (list ? (random.of(list) ?? '') : '');

/** Names of stations and districts in both scripts, each with what a citizen tags. */
function readPlaces(): readonly { hi: string; en: string }[] {
  return loadReferenceUnits()
    .filter(({ type }) => type === 'station' || type === 'district' || type === 'commissionerate')
    .map(({ names }) => ({ hi: names.hi, en: names.en }));
}

export interface MadeText {
  readonly text: string;
  readonly language: string;
  /** Category of a plea; null for what is none. */
  readonly category: string | null;
}

/** Writes one varied message after another: about three in ten are pleas, as in a real stream, each with its own details. */
export function createTextMaker(random: Random, places = readPlaces()): () => MadeText {
  function placeOf(language: Spoken): string {
    const place = random.of(places);
    const name = (language === 'hi' || language === 'mr' ? place?.hi : place?.en) ?? 'Lucknow';
    const patterns: ByLanguage = context.places;
    return pick(patterns[language], random)
      .replace(/\{p2?\}/g, name)
      .replace(/\{v2?\}/g, pick(context.villages, random))
      .replace('{lm}', '');
  }
  function details(): string {
    const plate = `UP${10 + random.below(86)} ${String.fromCharCode(65 + random.below(26), 65 + random.below(26))} ${1000 + random.below(9000)}`;
    return `${pick(HOURS, random)} ${1 + random.below(12)}:${10 + random.below(50)} ${pick(NAMES, random)} ${pick(MODELS, random)} ${plate}`;
  }
  return () => {
    const language = LANGUAGES[random.below(LANGUAGES.length)] ?? 'hi';
    if (random.next() < 0.32) {
      const { key, of } = PLEAS[random.below(PLEAS.length)] ?? NOTHING;
      const openers: ByLanguage = context.openers;
      const ends: ByLanguage = context.pleas;
      const parts = [
        '@Uppolice',
        random.next() < 0.4 ? pick(openers[language], random) : '',
        pick(of[language], random),
        random.next() < 0.75 ? placeOf(language) : '',
        random.next() < 0.7 ? details() : `${1000 + random.below(900_000)}`,
        random.next() < 0.5 ? pick(ends[language], random) : '',
      ];
      return { text: parts.filter(Boolean).join(' '), language, category: key };
    }
    const { of } = OTHERS[random.below(OTHERS.length)] ?? NOTHING;
    const tail =
      random.next() < 0.6
        ? `${pick(NAMES, random)} ${random.below(90_000)}`
        : `${placeOf(language)} ${random.below(90_000)}`;
    return { text: `@Uppolice ${pick(of[language], random)} ${tail}`, language, category: null };
  };
}

const REMEMBERED = 2000;

/** Lines in the shape of `replay`: mentions, two in ten of them answers to earlier posts, some copies and repeats. */
export function* makeLines({
  count,
  seed,
  startAt,
}: {
  count: number;
  seed: number;
  startAt: number;
}): Generator<string> {
  const random = createRandom(seed);
  const make = createTextMaker(random);
  const earlier: { id: string; text: string; author: string }[] = [];
  for (let number = 0; number < count; number++) {
    const id = String(1_800_000_000_000_000_000n + BigInt(number) * 4096n + BigInt(seed));
    const author = `citizen${random.below(Math.max(10, Math.floor(count * 0.6)))}`;
    const turn = random.next();
    const old = turn < 0.24 ? random.of(earlier) : undefined;
    const line =
      old && turn < 0.2
        ? {
            id,
            text: make().text,
            author: turn < 0.09 ? old.author : author,
            inReplyTo: old.id,
            at: startAt + number * 300,
          }
        : {
            id,
            text: old ? old.text : make().text,
            author,
            at: startAt + number * 300,
            ...(random.next() < 0.15 ? { media: 1 } : {}),
          };
    const entry = { id, text: line.text, author: line.author };
    if (earlier.length < REMEMBERED) earlier.push(entry);
    else earlier[random.below(REMEMBERED)] = entry;
    yield JSON.stringify(line);
  }
}
