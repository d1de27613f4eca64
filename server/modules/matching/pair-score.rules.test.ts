import { describe, expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { createCountedRarity } from './counted-rarity.rules.ts';
import { copyLikeness, copySideOf, createGramRarity } from './copies.rules.ts';
import { createEventJudge, createTermRarity, fitEventTrees, pairTellings, readTellings } from './event-model.rules.ts';
import { eventTermsOf } from './event-terms.rules.ts';
import { compareSignatures } from './match.rules.ts';
import { explainPair, judgePair, type PairVerdict } from './pair-score.rules.ts';
import { signatureOf, type SignatureInput } from './signature.rules.ts';

const judge = createEventJudge();
const rarity = createCountedRarity();
const DAY = 24 * 60 * 60_000;

const sign = (text: string, more: Partial<SignatureInput> = {}) =>
  signatureOf({
    text: normalise(text),
    at: 1_700_000_000_000,
    station: 's',
    district: 'd',
    category: 'theft',
    script: /[\u0900-\u097f]/.test(text) ? 'Deva' : 'Latn',
    ...more,
  });

const compare = (a: ReturnType<typeof sign>, b: ReturnType<typeof sign>) =>
  compareSignatures({ older: a, newer: b, judge, rarity });

const CHAIN = 'गांधी चौक पर काली बाइक सवार दो लड़के मेरी मां की चेन छीनकर भाग गए';

describe('two messages', () => {
  it('of one event are joined across languages', () => {
    const english = sign('Two boys on a black bike snatched my mother’s chain at Gandhi chowk and fled');
    expect(compare(sign(CHAIN), english).verdict).toMatchObject({ decision: 'join', kind: 'event' });
  });

  it.each([
    ['another place', CHAIN, { station: 'other' }],
    ['another victim', CHAIN.replace('मां', 'पिता'), {}],
    ['another number plate', `${CHAIN} UP32AB1111`, {}],
  ])('very alike, but with %s, are never joined by themselves', (_name, text, more) => {
    const older = sign(_name === 'another number plate' ? `${CHAIN} UP32CD2222` : CHAIN);
    expect(compare(older, sign(text, more)).verdict.decision).not.toBe('join');
  });

  it('of another day are suggested, not joined, and of another week apart', () => {
    const after = (days: number) => ({ at: 1_700_000_000_000 + days * DAY });
    const retold = 'gandhi chowk pe 2 ladke black bike se meri mummy ki chain cheen ke bhaag gaye';
    const soon = compare(sign(CHAIN), sign(retold)).verdict;
    expect(soon.decision).toBe('join');
    const { score } = soon;
    expect(compare(sign(CHAIN), sign(retold, after(5))).verdict).toMatchObject({ decision: 'suggest', score });
    expect(compare(sign(CHAIN), sign(retold, after(8))).verdict.decision).toBe('apart');
    const numbered = (text: string, days: number) => sign(`${text}, bike number UP32 AB 1234`, after(days));
    expect(compare(numbered(CHAIN, 0), numbered(retold, 30)).verdict.decision).not.toBe('apart');
  });

  it('that say next to nothing are apart', () => {
    expect(compare(sign('मदद करो'), sign('please help me sir')).verdict.decision).toBe('apart');
  });

  it('score the same in either order', () => {
    const [a, b] = [sign(CHAIN), sign('mummy ki chain cheeni gandhi chowk')];
    expect(compare(a, b).event.score).toBeCloseTo(compare(b, a).event.score, 10);
  });
});

it('explains a pair by what both say, in the newer spelling', () => {
  const older = eventTermsOf(normalise(CHAIN));
  const newer = eventTermsOf(normalise('meri mummy ki chain gandhi chowk pe cheeni, UP32AB1111'));
  const { shared, differences } = explainPair({ newer, older, differences: new Set(['time']) });
  expect(shared.map(({ spelling }) => spelling)).toEqual(
    expect.arrayContaining(['gandhi', 'mummy', 'chain', 'cheeni']),
  );
  expect(differences).toEqual(['time']);
});

describe('copies', () => {
  const grams = createGramRarity();
  const verdict = (a: string, b: string): PairVerdict => {
    const [one, other] = [sign(a), sign(b)];
    const event = judge({ a: one, b: other, rarity });
    const copy = copyLikeness({ a: copySideOf(normalise(a)), b: copySideOf(normalise(b)), rarity: grams });
    return judgePair({ event, copy, minutesApart: 60 * 24 * 30 });
  };

  it('join at any distance of time, cut ones too', () => {
    const text = 'All shops of the ward will keep their lamps lit tonight in memory of the soldiers, share this';
    expect(verdict(text, `${text} 🙏`)).toMatchObject({ decision: 'join', kind: 'copy' });
    expect(verdict(text, `RT @someone: ${text.slice(0, 50)}…`)).toMatchObject({ decision: 'join', kind: 'copy' });
  });

  it('with other numbers are no copies', () => {
    const text = 'Rain forecast at 02:00 hrs for the city, generally cloudy sky with moderate showers';
    expect(verdict(text, text.replace('02:00', '20:00')).kind).not.toBe('copy');
  });
});

it('learns from our own tellings what holds for events that it has not seen', () => {
  const pairs = pairTellings(readTellings());
  const isHeldBack = (families: readonly number[]): boolean => families.some((family) => family % 4 === 0);
  const fitted = fitEventTrees(pairs.filter(({ families }) => !isHeldBack(families)));
  const asked = [...new Set(pairs.filter(({ families }) => isHeldBack(families)))];
  const said = asked.map(({ values }) => fitted(values) >= 0.5);
  const hits = asked.filter(({ isSame }, at) => isSame && said[at]).length;
  expect(hits / asked.filter(({ isSame }) => isSame).length).toBeGreaterThan(0.6);
  expect(hits / said.filter(Boolean).length).toBeGreaterThan(0.7);
});

it('counts terms in bounded memory about as exactly as without bounds', () => {
  const exact = createTermRarity();
  const bounded = createCountedRarity();
  const { terms } = sign(CHAIN);
  for (let at = 0; at < 50; at++) for (const one of [exact, bounded]) one.add(terms.slice(0, 1 + (at % terms.length)));
  for (const term of terms) expect(bounded.weightOf(term)).toBeCloseTo(exact.weightOf(term), 1);
});
