/** A ticket that waits for the desk, as far as its turn depends on it. */
export interface Waiting {
  readonly id: string;
  readonly num: number;
  readonly urgency: string;
  readonly language: string;
}

const RANK: Readonly<Record<string, number>> = { 'life-risk': 0, urgent: 1, normal: 2 };
const rankOf = ({ urgency }: Waiting): number => RANK[urgency] ?? 2;

/** Languages that whoever reads one of these reads as well enough to triage. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  hi: ['hi', 'hinglish', 'mixed'],
  en: ['en', 'hinglish', 'mixed'],
  mr: ['mr', 'mixed'],
};

/** Whether an officer who reads these languages (null: all) reads the ticket. What is in no known language is anybody's. */
export function reads(languages: readonly string[] | null, language: string): boolean {
  if (languages === null || language === 'other') return true;
  return languages.some((one) => (ALSO[one] ?? [one]).includes(language));
}

/**
 * In which order they are offered: danger to life first, whoever asks; then what the officer reads before what he does
 * not, urgent before the rest, and the oldest first.
 */
export function inTurn(waiting: readonly Waiting[], languages: readonly string[] | null): Waiting[] {
  const foreign = (one: Waiting): number => (rankOf(one) === 0 || reads(languages, one.language) ? 0 : 1);
  const unique = [...new Map(waiting.map((one) => [one.id, { ...one, num: Number(one.num) }])).values()];
  return unique.sort((a, b) => foreign(a) - foreign(b) || rankOf(a) - rankOf(b) || a.num - b.num);
}
