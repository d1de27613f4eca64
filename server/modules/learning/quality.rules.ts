import { mustBeSeen } from './decision.rules.ts';
import type { DecisionRow } from './learning.types.ts';

/** What the desk's decisions say of the stages, for one language or for all. Shares 0..1; null where nothing counts. */
export interface Quality {
  readonly language: string;
  /** Decisions with an answer. */
  readonly n: number;
  /** Of what the stages let through, the share that officers acted on or asked back about. */
  readonly precision: number | null;
  /** Of what officers acted on or asked back about, the share that the stages had let through. */
  readonly recall: number | null;
  /** Filtered messages that somebody looked at and decided on, and how many of them were pleas after all. */
  readonly lookedAt: number;
  readonly plucked: number;
  /** Category as the stages had said, of what was acted on. */
  readonly category: number | null;
  readonly urgency: number | null;
}

type Decided = Pick<
  DecisionRow,
  'language' | 'answer' | 'category' | 'urgency' | 'saidAnswer' | 'saidScore' | 'saidCategory' | 'saidUrgency' | 'at'
>;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

type Answered = Pick<Decided, 'answer' | 'saidAnswer'>;

const isPlea = ({ answer }: Answered): boolean => mustBeSeen(answer ?? '');
const wasKept = ({ saidAnswer }: Answered): boolean => mustBeSeen(saidAnswer);

/** What second looks found among these decisions. */
export function secondLooks(rows: readonly Answered[]): Pick<Quality, 'recall' | 'lookedAt' | 'plucked'> {
  const decided = rows.filter(({ answer }) => answer !== null);
  const pleas = decided.filter(isPlea);
  const filtered = decided.filter((row) => !wasKept(row));
  return {
    recall: share(pleas.filter(wasKept).length, pleas.length),
    lookedAt: filtered.length,
    plucked: filtered.filter(isPlea).length,
  };
}

function qualityOf(language: string, rows: readonly Decided[]): Quality {
  const decided = rows.filter((row) => row.answer !== null);
  const kept = decided.filter(wasKept);
  const acted = decided.filter((row) => row.answer === 'act');
  return {
    language,
    n: decided.length,
    precision: share(kept.filter(isPlea).length, kept.length),
    ...secondLooks(decided),
    category: share(acted.filter((row) => row.category === row.saidCategory).length, acted.length),
    urgency: share(acted.filter((row) => row.urgency === row.saidUrgency).length, acted.length),
  };
}

/** Quality of all and of each language, the commonest first. */
export function qualityByLanguage(rows: readonly Decided[]): Quality[] {
  const languages = [...new Set(rows.map((row) => row.language))];
  const each = languages.map((language) =>
    qualityOf(
      language,
      rows.filter((row) => row.language === language),
    ),
  );
  return [qualityOf('all', rows), ...each.sort((a, b) => b.n - a.n)];
}

export interface Bin {
  /** Lower end of the tenth. */
  readonly from: number;
  readonly n: number;
  /** What the stages had said on average, and the share that a person had to see. */
  readonly said: number;
  readonly was: number;
}

/** Of messages given probability p, does a share p need a person? In tenths; empty tenths are left out. */
export function calibration(rows: readonly Decided[]): Bin[] {
  const bins: Bin[] = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = rows.filter((row) => row.answer !== null && Math.min(9, Math.floor(row.saidScore * 10)) === tenth);
    if (inside.length === 0) continue;
    bins.push({
      from: tenth / 10,
      n: inside.length,
      said: inside.reduce((sum, row) => sum + row.saidScore, 0) / inside.length,
      was: inside.filter((row) => mustBeSeen(row.answer ?? '')).length / inside.length,
    });
  }
  return bins;
}

const WEEK = 7 * 24 * 60 * 60_000;

export interface WeekOfQuality extends Quality {
  readonly from: number;
}

/** The same week by week, oldest first: a fall shows that people write differently from what was learnt. */
export function drift(rows: readonly Decided[], { now, weeks }: { now: number; weeks: number }): WeekOfQuality[] {
  return Array.from({ length: weeks }, (_, at) => {
    const from = now - (weeks - at) * WEEK;
    const inside = rows.filter((row) => row.at >= from && row.at < from + WEEK);
    return { ...qualityOf('all', inside), from };
  }).filter((week) => week.n > 0);
}
