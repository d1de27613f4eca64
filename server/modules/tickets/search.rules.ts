import loans from '../../data/language/loanwords.json';
import { foldText, foldWord } from '../language/fold.rules.ts';

/** Stands before a handle in the index: what somebody is called must not be found as what was said. */
const HANDLE_SIGN = '\u{e001}';
const LONGEST = 4000;
const MOST_HANDLES = 8;
const MOST_WORDS = 8;

const handleToken = (handle: string): string => HANDLE_SIGN + handle.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The docket number without its check digit, which would be found by every digit. */
const docketWords = (docket: string): string => foldText(docket.slice(0, docket.lastIndexOf('-')));

/** What search stores of a ticket: the folded words of its plea, the parts of its docket number, who wrote and who is named. */
export function documentTokens({
  fold,
  docket,
  handles,
}: {
  fold: string;
  docket: string | null;
  handles: readonly string[];
}): string {
  const names = [...new Set(handles.map(handleToken))].filter((name) => name !== HANDLE_SIGN).slice(0, MOST_HANDLES);
  return [fold.slice(0, LONGEST), docket === null ? '' : docketWords(docket), ...names].filter(Boolean).join(' ');
}

const LOANS: readonly string[] = Object.values(loans.words).flat();
const SHORTEST_LOAN = 3;
const MOST_LOANS = 8;

/**
 * Other folds that a half-typed word may begin: the fold drops vowels inside a word but keeps the last letter, and a
 * listed English word is stored as the Hindi one.
 */
function beginningsOf(typed: string): string[] {
  const fold = foldWord(typed);
  const bare = fold.replace(/[aeiou]+$/, '');
  const lower = typed.toLowerCase();
  const loans = lower.length < SHORTEST_LOAN ? [] : LOANS.filter((word) => word.startsWith(lower)).slice(0, MOST_LOANS);
  const all = [...(bare.length >= 2 ? [bare] : []), ...loans.map((word) => foldWord(word))];
  return [...new Set(all)].filter((word) => word !== '' && word !== fold);
}

/** What is looked for: whole words with the last perhaps half typed, and what else that last one may begin. */
export function queryTerms(q: string): { tokens: string[]; endings: string[] } {
  const pieces = q.trim().split(/\s+/u);
  const tokens = pieces.flatMap((piece) =>
    /^[@＠]/.test(piece) ? [handleToken(piece)].filter((one) => one !== HANDLE_SIGN) : foldText(piece).split(' '),
  );
  const last = pieces.at(-1) ?? '';
  const isWord = /^\p{L}[\p{L}\p{M}]*$/u.test(last);
  return { tokens: tokens.filter(Boolean).slice(0, MOST_WORDS), endings: isWord ? beginningsOf(last) : [] };
}
