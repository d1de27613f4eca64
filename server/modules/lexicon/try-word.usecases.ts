import type { Assessment, EnteredWord, TriedMessage } from '../inbound/stages.types.ts';
import { keptFrom } from '../inbound/intake.usecases.ts';
import { toInput } from '../inbound/staged.rules.ts';
import type { Message } from '../inbound/inbound.types.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import { newestReadable } from '../tickets/visible.usecases.ts';
import { blurred } from './lexicon.rules.ts';
import { listWords, newestCountable, pleasOf } from './lexicon.repository.ts';
import type { LexiconDeps, WordRow } from './lexicon.types.ts';
import { eyesOf } from '../tickets/eyes.rules.ts';

/** On so many of the newest messages a word is tried. */
const TRIED = 2000;
const EXAMPLES = 5;
const LONGEST_EXAMPLE = 280;
const SPAN = 90 * 24 * 60 * 60_000;

const asEntered = ({ text, says, label }: Pick<WordRow, 'text' | 'says' | 'label'>): EnteredWord => ({
  text,
  says: says as EnteredWord['says'],
  label,
});

/** Every word in service, as the stages take them. */
export const wordsInService = async (deps: Pick<LexiconDeps, 'db'>): Promise<EnteredWord[]> =>
  (await listWords(deps.db.read)).map(asEntered);

const SHOWN = ['answer', 'reason', 'category', 'urgency'] as const;
type Said = Pick<Assessment, (typeof SHOWN)[number]>;
const said = ({ answer, reason, category, urgency }: Assessment): Said => ({ answer, reason, category, urgency });
const isChanged = ({ before, after }: TriedMessage): boolean => SHOWN.some((part) => before[part] !== after[part]);

export interface Trial {
  /** Messages that were looked at, and in how many the word stands; null for a few of those that the officer may not read. */
  readonly looked: number;
  readonly found: number | null;
  /** Of how many what the stages say would be another. */
  readonly changed: number | null;
  /** The officer may read none: counts alone, of what is neither protected nor about police. */
  readonly isBlind: boolean;
  readonly examples: readonly {
    readonly ticket: string;
    readonly text: string;
    readonly before: Said;
    readonly after: Said;
  }[];
}

/** What is tried: what the officer may read; for an administrator who reads no messages, what may be counted. */
async function toTry(deps: LexiconDeps, actor: Actor): Promise<{ messages: Message[]; isBlind: boolean }> {
  const read = deps.db.read;
  const units = unitsWith(actor, 'ticket.read');
  if (units.length === 0)
    return {
      messages: await newestCountable(read, { since: deps.clock.now() - SPAN, limit: TRIED }),
      isBlind: true,
    };
  const tickets = await newestReadable(read, {
    viewer: { officer: actor.officer, units, eyes: eyesOf(actor.posts) },
    limit: TRIED,
  });
  return { messages: await pleasOf(read, tickets), isBlind: false };
}

/** In how many of the latest messages a word stands, and what it would change, without its being entered. */
export async function tryWord(
  deps: LexiconDeps,
  { actor, word, replaces }: { actor: Actor; word: EnteredWord; replaces: string | undefined },
): Promise<{ readonly exact: { looked: number; found: number }; readonly trial: Trial }> {
  const others = (await listWords(deps.db.read)).filter(({ id }) => id !== replaces).map(asEntered);
  const { messages, isBlind } = await toTry(deps, actor);
  const keep = await keptFrom(deps.db.read);
  const tried = await deps.stages.tryWords({
    inputs: messages.map((message) => toInput(message, { keepAt: keep.get(message.account) })),
    phrase: word.text,
    words: [...others, word],
  });
  const changed = tried.filter(isChanged);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const shown = isBlind ? [] : [...changed, ...tried.filter((one) => !isChanged(one))].slice(0, EXAMPLES);
  const count = (n: number): number | null => (isBlind ? blurred(n) : n);
  return {
    exact: { looked: messages.length, found: tried.length },
    trial: {
      looked: messages.length,
      found: count(tried.length),
      changed: count(changed.length),
      isBlind,
      examples: shown.map(({ id, before, after }) => ({
        ticket: byId.get(id)?.ticket ?? '',
        text: (byId.get(id)?.text ?? '').slice(0, LONGEST_EXAMPLE),
        before: said(before),
        after: said(after),
      })),
    },
  };
}
