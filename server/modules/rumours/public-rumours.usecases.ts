import type { Db } from '../../schema.ts';
import { NO_TEXTS, queryWords } from './rumours.rules.ts';
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
    rumours: rumours.map((rumour) => {
      const { id, code, claim, state, publishedAt, updatedAt } = rumour;
      // What was withdrawn is not said any more: that it was said, when, and why no longer stays.
      const isSaid = state !== 'withdrawn';
      const { verdict, evidence } = isSaid ? rumour : { verdict: NO_TEXTS, evidence: [] };
      return {
        ...{ code, claim, state, verdict, evidence, publishedAt, updatedAt },
        history: steps
          .filter((step) => step.rumour === id && PUBLIC_ACTS.has(step.act))
          .map(({ act, state: was, verdict: said, why, at }) => ({
            ...{ act, state: was, verdict: isSaid ? said : NO_TEXTS, why, at },
          })),
      };
    }),
    next: found.length > PAGE ? (rumours.at(-1)?.code ?? null) : null,
  };
}
