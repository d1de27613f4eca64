import { foldWord } from '../language/fold.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';
import { meaningOf, nameKeyOf, type Meaning } from './concepts.rules.ts';
import { codeOf, type TermCode, type TermKind } from './term-codes.rules.ts';

/** What a message says of an event, whatever its language: each term once, with the words that said it. */
export type EventTerms = ReadonlyMap<TermCode, string>;

/** The platform keeps masked numbers; letters that repeat were shortened by the normalising stage. */
const phonePattern = /(?<!\w)(?:\+?91[ -]?)?([6-9]\d[\dXx*]{8}|[6-9]\dX\d{2,4})(?!\w)/g;
const platePattern = /\b([A-Z]{2})[ -]?(\d{1,2})[ -]?([A-Z]{1,3})[ -]?([\dX]{4}|\dX{2}|[\dX]{2}X{2})\b/gi;
const filePattern = /\b(?=[A-Z\d/-]*\d)(?:[A-Z]{2,5}[/-]?\d{4,}|\d{2,5}\/\d{2,4})\b/gi;
const clockPattern = /(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)/g;
const groupedNumber = /(?<=\d),(?=\d{2,3}\b)/g;
const wordOrNumber = /\d+|[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*/gu;
const onlyDigits = /^\d+$/;
const sectorWord = /^(?:sec|sector|सेक्टर|सेक्टर्|sek)$/i;

/** Helplines are no amounts. */
const HELPLINES = new Set([100, 101, 102, 108, 112, 139, 181, 1073, 1076, 1090, 1098, 1930]);
const SMALLEST_AMOUNT = 100;
const HALF_DAY = 12;
const SHORTEST_NAME = 3;

type Note = (kind: TermKind, name: string, spelling: string) => void;

/** Takes phones, plates, file numbers and clock times out of the text, so that their digits are not read as counts. */
function takeMarks(plain: string, note: Note): string {
  return plain
    .replace(groupedNumber, '')
    .replace(phonePattern, (whole: string, digits: string) => {
      note('phone', digits.toUpperCase(), whole.trim());
      return ' ';
    })
    .replace(platePattern, (whole: string, state: string, office: string, series: string, digits: string) => {
      note('plate', `${state}${office}${series}${digits}`.toUpperCase(), whole);
      return ' ';
    })
    .replace(filePattern, (whole: string) => {
      note('file', whole.toUpperCase(), whole);
      return ' ';
    })
    .replace(clockPattern, (whole: string, hours: string, minutes: string) => {
      note('clock', `${Number(hours) % HALF_DAY}:${minutes}`, whole);
      return ' ';
    });
}

interface Read {
  readonly word: string;
  readonly fold: string;
  readonly meaning: Meaning;
}

function noteNumber(read: readonly Read[], at: number, note: Note): void {
  const word = read[at]?.word ?? '';
  const value = Number(word);
  if (HELPLINES.has(value)) return;
  const next = read[at + 1]?.meaning?.name;
  if (next === 'oclock') note('clock', `${value % HALF_DAY}:00`, word);
  else if (next === 'year') note('age', String(value), word);
  else if (sectorWord.test(read[at - 1]?.word ?? '')) note('sector', String(value), word);
  else if (value >= SMALLEST_AMOUNT) note('amount', String(value), word);
  else if (value > 0) note('number', String(value), word);
}

/** Reads what a message says of an event; `handles` are those that it addresses. */
export function eventTermsOf(text: NormalisedText, handles: readonly string[] = text.handles): EventTerms {
  const terms = new Map<TermCode, string>();
  const note: Note = (kind, name, spelling) => {
    const code = codeOf(kind, name);
    if (!terms.has(code)) terms.set(code, spelling);
  };
  const words = takeMarks(text.plain, note).match(wordOrNumber) ?? [];
  const folds = words.map(foldWord);
  const read = words.map((word, at): Read => {
    const fold = folds[at] ?? '';
    return { word, fold, meaning: meaningOf({ word, fold, next: folds[at + 1] }) };
  });
  read.forEach(({ word, fold, meaning }, at) => {
    if (onlyDigits.test(fold)) noteNumber(read, at, note);
    else if (meaning) note(meaning.kind, meaning.name, word);
    else if (meaning === undefined && fold.length >= SHORTEST_NAME) note('name', nameKeyOf(fold), word);
  });
  for (const handle of handles) note('handle', handle.toLowerCase(), handle);
  return terms;
}
