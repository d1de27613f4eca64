import type { Db } from '../../schema.ts';
import { queryWords } from './rumours.rules.ts';
import { publishedRumours, stepsOf } from './rumours.repository.ts';

const PAGE = 20;
/** Of what was done, all that happened in public. */
const PUBLIC_ACTS = new Set(['publish', 'correct', 'withdraw']);

/** What the police published on rumours, for everybody: no officer, no unit, no post is named. */
export async function listPublished({ db }: { readonly db: Db }, { q, before }: { q: string; before: string | null }) {
  const found = await publishedRumours(db.read, { words: queryWords(q), before, limit: PAGE + 1 });
  const rumours = found.slice(0, PAGE);
  const steps = await stepsOf(
    db.read,
    rumours.map(({ id }) => id),
  );
  return {
    rumours: rumours.map(({ id, code, claim, state, verdict, evidence, publishedAt, updatedAt }) => ({
      ...{ code, claim, state, verdict, evidence, publishedAt, updatedAt },
      history: steps
        .filter(({ rumour, act }) => rumour === id && PUBLIC_ACTS.has(act))
        .map((step) => ({ act: step.act, state: step.state, verdict: step.verdict, why: step.why, at: step.at })),
    })),
    next: found.length > PAGE ? (rumours.at(-1)?.code ?? null) : null,
  };
}
