import type { Db } from '../../schema.ts';
import { answerHash, postNumber, wordsGiven } from './answer-hash.rules.ts';
import { findOwnPost, findSent, hashOlder, type SentPublicly } from './verify.repository.ts';

/** Shorter words are said by everybody: that they were ours too would prove nothing. */
const SHORTEST = 12;
const TOGETHER = 200;

export type Verified =
  | { readonly answer: 'sent'; readonly by: 'words' | 'number'; readonly handle: string; readonly at: number }
  | { readonly answer: 'not-sent' | 'too-short' };

/** Whether an alleged public answer of the police is one: by the number of its post, or else word for word. */
export async function verifyAnswer({ db }: { readonly db: Db }, given: string): Promise<Verified> {
  const number = postNumber(given);
  const words = wordsGiven(given);
  if (number === null && (words.at(-1) ?? '').length < SHORTEST) return { answer: 'too-short' };
  const found: SentPublicly | null =
    number === null
      ? await findSent(db.read, { textHashes: words.map(answerHash) })
      : ((await findSent(db.read, { externalId: number })) ??
        (await findOwnPost(db.read, { realm: 'x', externalId: number })));
  if (found === null) return { answer: 'not-sent' };
  return { answer: 'sent', by: number === null ? 'words' : 'number', ...found };
}

/** Keeps hashes of answers that were sent before any were kept. May be run twice. Answers how many. */
export async function hashSentAnswers({ db }: { readonly db: Db }): Promise<number> {
  for (let total = 0; ;) {
    const many = await db.write((tx) => hashOlder(tx, TOGETHER), { lane: 'batch' });
    total += many;
    if (many < TOGETHER) return total;
  }
}
