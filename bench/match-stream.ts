import { normalise } from '../server/modules/language/normalise.rules.ts';
import { encodeSignature, signatureOf } from '../server/modules/matching/signature.rules.ts';
import { createRandom, type Random } from './random.ts';
import { createTextMaker } from './texts.ts';

const STEP = 7_000;
const START = 1_700_000_000_000;
const STATIONS = 1_500;
/** How many messages tell again what one of the recent ones told, and which share of its words they keep. */
const RETOLD = 0.125;
const RETOLD_WORDS = 0.67;
const RECENT = 1_000;
/** Words that people use beside those of the pleas we know: names of lanes, shops, people, things. */
const OTHER_WORDS = 40_000;
const SYLLABLES =
  'ka la ma ra sa ta na pa ga da bha kha gha cha ja tha dha ba ya va sha ha ri li mi ni ti si di vi ku lu mu nu pu su tu'.split(
    ' ',
  );

export interface StreamedMessage {
  readonly text: string;
  readonly bytes: Uint8Array;
}

interface Event {
  readonly text: string;
  readonly category: string | null;
  readonly station: number | null;
}

/** The same matter by another citizen: a third of the words gone, the others in their order. */
const retell = (text: string, random: Random): string =>
  text
    .split(' ')
    .filter(() => random.next() < RETOLD_WORDS)
    .join(' ');

/** A made-up word for each number: two to four syllables. */
function wordOf(number: number): string {
  let [word, left] = ['', number + SYLLABLES.length];
  while (left > 0) {
    word += SYLLABLES[left % SYLLABLES.length] ?? '';
    left = Math.floor(left / SYLLABLES.length);
  }
  return word;
}

/** Few words often, most words seldom, as people write: the share of a word falls with its rank. */
const anyWord = (random: Random): string => wordOf(Math.floor(OTHER_WORDS ** random.next()));

/** What is said beside the matter itself: no two people use the same words. */
const remarks = (random: Random): string =>
  Array.from({ length: 4 + random.below(9) }, () => anyWord(random)).join(' ');

/** What is not for us has hardly anything in common with anything: half a known line, the rest anybody's words. */
function chatter(line: string, random: Random): string {
  const words = line.split(' ');
  const from = random.below(words.length);
  return [...words.slice(from, from + 4), remarks(random)].join(' ');
}

/**
 * Signatures of a stream in which one message in eight tells again what one of the last thousand told. Every event has
 * words of its own, as life has: pleas made of a few hundred patterns alone would all seem one event. Places are dealt
 * out as the locating stage would, without its cost.
 */
export function createMatchStream(seed: number): (number: number) => StreamedMessage {
  const random = createRandom(seed);
  const make = createTextMaker(random);
  const recent: Event[] = [];
  const begin = (): Event => {
    const { text, category } = make();
    const said = category === null ? chatter(text, random) : `${text} ${remarks(random)}`;
    return { text: said, category, station: random.next() < 0.5 ? random.below(STATIONS) : null };
  };
  return (number) => {
    const old = random.next() < RETOLD ? random.of(recent) : undefined;
    const event = old ?? begin();
    if (old === undefined) recent[recent.length < RECENT ? recent.length : random.below(RECENT)] = event;
    const { category, station } = event;
    const text = old === undefined ? event.text : retell(event.text, random);
    const signature = signatureOf({
      text: normalise(text),
      at: START + number * STEP,
      station: station === null ? null : `s${station}`,
      district: station === null ? null : `d${station % 75}`,
      category,
      script: /[\u0900-\u097f]/.test(text) ? 'Deva' : 'Latn',
    });
    return { text, bytes: encodeSignature(signature) };
  };
}
