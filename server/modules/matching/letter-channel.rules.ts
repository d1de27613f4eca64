import spellings from '../../data/language/letters.json';
import { unitsOf, type LetterUnit } from './letter-units.rules.ts';

/** How likely people type a Devanagari word as a Latin one. */
export interface LetterChannel {
  /** Makes a word ready to be compared often. */
  prepare(devanagari: string): Int32Array;
  /** Natural logarithm of the probability that the prepared word is typed as `latin`. */
  open(latin: string): (prepared: Int32Array) => number;
}

/** A Devanagari word, what was typed for it, and how often. */
export interface SpelledWord {
  readonly devanagari: string;
  readonly latin: string;
  readonly weight: number;
}

const LONGEST_PIECE = 3;
const LONGEST_LATIN = 40;
const ROUNDS = 5;
/** Weight of our own table against what was counted, and of a letter against the letter in its place. */
const OWN_WEIGHT = 4;
const LETTER_WEIGHT = 8;
const STRAY = 0.01;
/** Chance of a piece of 0, 1, 2, 3 letters that nobody would expect. */
const STRAY_PIECES = [0.3, 0.6 / 26, 0.09 / 26 ** 2, 0.01 / 26 ** 3];
const OWN_SHARES = [0.62, 0.2, 0.08, 0.04, 0.02];

type Counts = Map<string, Map<string, number>>;

const ownTable: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(spellings).map(([letter, listed]) => [
    letter.normalize('NFC'),
    new Map(listed.split(' ').map((piece, at): [string, number] => [piece, OWN_SHARES[at] ?? 0.02])),
  ]),
);

function addTo({ counts, key, piece, weight }: { counts: Counts; key: string; piece: string; weight: number }): void {
  let row = counts.get(key);
  if (row === undefined) counts.set(key, (row = new Map<string, number>()));
  row.set(piece, (row.get(piece) ?? 0) + weight);
}

interface Table {
  shareOf(input: { unit: LetterUnit; piece: string }): number;
}

const totalOf = (row: ReadonlyMap<string, number> | undefined): number => {
  let total = 0;
  if (row !== undefined) for (const value of row.values()) total += value;
  return total;
};

function tableOf({ byLetter, byPlace }: { byLetter: Counts; byPlace: Counts }): Table {
  const totals = new Map<string, number>();
  for (const [key, row] of [...byLetter, ...byPlace]) totals.set(key, totalOf(row));
  const shareOf: Table['shareOf'] = ({ unit, piece }) => {
    const own = ownTable.get(unit.letter)?.get(piece) ?? 0;
    const ofLetter =
      ((byLetter.get(unit.letter)?.get(piece) ?? 0) + OWN_WEIGHT * own) / ((totals.get(unit.letter) ?? 0) + OWN_WEIGHT);
    const ofPlace =
      ((byPlace.get(unit.placed)?.get(piece) ?? 0) + LETTER_WEIGHT * ofLetter) /
      ((totals.get(unit.placed) ?? 0) + LETTER_WEIGHT);
    return (1 - STRAY) * ofPlace + STRAY * (STRAY_PIECES[piece.length] ?? 0);
  };
  const memory = new Map<string, Map<string, number>>();
  return {
    shareOf: ({ unit, piece }) => {
      let row = memory.get(unit.placed);
      if (row === undefined) memory.set(unit.placed, (row = new Map<string, number>()));
      const known = row.get(piece);
      if (known !== undefined) return known;
      const share = shareOf({ unit, piece });
      row.set(piece, share);
      return share;
    },
  };
}

function add({ to, at, value }: { to: Float64Array; at: number; value: number }): void {
  to[at] = (to[at] ?? 0) + value;
}

/** Counts of one round: how often every letter was typed as every piece, by the likelihood of all alignments. */
function countPieces({ words, table }: { words: readonly SpelledWord[]; table: Table }): {
  byLetter: Counts;
  byPlace: Counts;
} {
  const byLetter: Counts = new Map();
  const byPlace: Counts = new Map();
  for (const { devanagari, latin, weight } of words) {
    const units = unitsOf(devanagari);
    const width = latin.length + 1;
    const shares = new Float64Array(units.length * width * (LONGEST_PIECE + 1));
    const forward = new Float64Array((units.length + 1) * width);
    const backward = new Float64Array((units.length + 1) * width);
    forward[0] = 1;
    units.forEach((unit, at) => {
      for (let from = 0; from < width; from++)
        for (let size = 0; size <= LONGEST_PIECE && from + size < width; size++) {
          const share = table.shareOf({ unit, piece: latin.slice(from, from + size) });
          shares[(at * width + from) * (LONGEST_PIECE + 1) + size] = share;
          add({ to: forward, at: (at + 1) * width + from + size, value: (forward[at * width + from] ?? 0) * share });
        }
    });
    backward[units.length * width + latin.length] = 1;
    for (let at = units.length - 1; at >= 0; at--)
      for (let from = 0; from < width; from++)
        for (let size = 0; size <= LONGEST_PIECE && from + size < width; size++)
          add({
            to: backward,
            at: at * width + from,
            value:
              (shares[(at * width + from) * (LONGEST_PIECE + 1) + size] ?? 0) *
              (backward[(at + 1) * width + from + size] ?? 0),
          });
    const whole = backward[0] ?? 0;
    if (!(whole > 0)) continue;
    units.forEach((unit, at) => {
      for (let from = 0; from < width; from++)
        for (let size = 0; size <= LONGEST_PIECE && from + size < width; size++) {
          const part =
            ((forward[at * width + from] ?? 0) *
              (shares[(at * width + from) * (LONGEST_PIECE + 1) + size] ?? 0) *
              (backward[(at + 1) * width + from + size] ?? 0)) /
            whole;
          if (part < 1e-4) continue;
          const piece = latin.slice(from, from + size);
          addTo({ counts: byLetter, key: unit.letter, piece, weight: weight * part });
          addTo({ counts: byPlace, key: unit.placed, piece, weight: weight * part });
        }
    });
  }
  return { byLetter, byPlace };
}

/** Our own table of letters, sharpened by expectation and maximisation over words whose spellings are given. */
export function learnLetterChannel(words: readonly SpelledWord[]): LetterChannel {
  let table = tableOf({ byLetter: new Map(), byPlace: new Map() });
  if (words.length > 0) for (let round = 0; round < ROUNDS; round++) table = tableOf(countPieces({ words, table }));
  return openChannel(table);
}

function openChannel(table: Table): LetterChannel {
  const units: LetterUnit[] = [];
  const ids = new Map<string, number>();
  const rows = new Map<string, Float64Array>();
  const idOf = (unit: LetterUnit): number => {
    const known = ids.get(unit.placed);
    if (known !== undefined) return known;
    ids.set(unit.placed, units.length);
    return units.push(unit) - 1;
  };
  const rowOf = (piece: string): Float64Array => {
    const known = rows.get(piece);
    if (known !== undefined && known.length === units.length) return known;
    const row = Float64Array.from(units, (unit) => table.shareOf({ unit, piece }));
    rows.set(piece, row);
    return row;
  };
  const readPieces = (latin: string): Float64Array[] => {
    const pieces: Float64Array[] = [];
    for (let from = 0; from <= latin.length; from++)
      for (let size = 0; size <= LONGEST_PIECE; size++)
        pieces.push(from + size <= latin.length ? rowOf(latin.slice(from, from + size)) : new Float64Array(0));
    return pieces;
  };
  return {
    prepare: (devanagari) => Int32Array.from(unitsOf(devanagari), idOf),
    open: (typed) => {
      const latin = typed.slice(0, LONGEST_LATIN);
      const width = latin.length + 1;
      let pieces = readPieces(latin);
      let known = units.length;
      return (prepared) => {
        if (known !== units.length) {
          pieces = readPieces(latin);
          known = units.length;
        }
        let before = new Float64Array(width);
        before[0] = 1;
        for (const unit of prepared) {
          const after = new Float64Array(width);
          for (let from = 0; from < width; from++) {
            const reached = before[from] ?? 0;
            if (reached === 0) continue;
            for (let size = 0; size <= LONGEST_PIECE && from + size < width; size++)
              after[from + size] =
                (after[from + size] ?? 0) + reached * (pieces[from * (LONGEST_PIECE + 1) + size]?.[unit] ?? 0);
          }
          before = after;
        }
        return Math.log((before[latin.length] ?? 0) + 1e-300);
      };
    },
  };
}
