import type { Tx } from '../../schema.ts';
import { settleArrivals, type Arrived } from '../tickets/intake.usecases.ts';
import { keepSignatures } from '../matching/signatures.usecases.ts';
import { allAccounts, thresholds } from './envelopes.repository.ts';
import { insertPredictions, newMessages, setAside, settleMessages, stillNew } from './messages.repository.ts';
import type { InboundDeps, Message } from './inbound.types.ts';
import { toInput, toPrediction } from './staged.rules.ts';
import type { StageResult } from './stages.types.ts';

export { thresholds as keptFrom } from './envelopes.repository.ts';

/** A batch whose language work was asked for. */
export interface Staged {
  readonly messages: readonly Message[];
  readonly results: Promise<readonly StageResult[]>;
}

/** Takes the next messages that wait, after `skip` ones already in hand, and asks for their language work. Null: none wait. */
export async function stageNext(
  deps: InboundDeps,
  { limit, skip }: { limit: number; skip: number },
): Promise<Staged | null> {
  const messages = await newMessages(deps.db.read, { limit, skip });
  if (messages.length === 0) return null;
  const keep = await thresholds(deps.db.read);
  const results = deps.stages.run(messages.map((message) => toInput(message, { keepAt: keep.get(message.account) })));
  // A failure is told where the batch is settled; until then it must not count as unhandled.
  results.catch(() => undefined);
  return { messages, results };
}

export interface SettleOptions {
  /** Throws, inside the transaction, when another process took over. */
  readonly confirm?: ((tx: Tx) => Promise<void>) | undefined;
  /** Told how long the transaction's work took, its commit left out. */
  readonly onWorked?: ((portion: { readonly many: number; readonly ms: number }) => void) | undefined;
}

/**
 * Settles a staged batch in one transaction: tickets, voices, predictions, events, acknowledgements. What a rival or
 * an earlier run settled is left alone, so that it may run twice; `confirm` throws when another process took over.
 */
export async function settleStaged(
  deps: InboundDeps,
  staged: Staged,
  { confirm, onWorked }: SettleOptions = {},
): Promise<Arrived[]> {
  const results = new Map((await staged.results).map((result) => [result.id, result]));
  return deps.db.write(
    async (tx) => {
      const startedAt = performance.now();
      await confirm?.(tx);
      const waiting = await stillNew(
        tx,
        staged.messages.map((message) => message.id),
      );
      const accounts = new Map((await allAccounts(tx)).map((account) => [account.id, account]));
      const arrivals = staged.messages.flatMap((message) => {
        const account = accounts.get(message.account);
        const result = results.get(message.id);
        return waiting.has(message.id) && account && result ? [{ message, result, account }] : [];
      });
      // Of an account that is gone, or without an answer of the stages: it must not be looked at for ever.
      const lost = [...waiting].filter((id) => !arrivals.some(({ message }) => message.id === id));
      for (const id of lost) await setAside(tx, id);
      const settled = await settleArrivals(deps, tx, arrivals);
      const at = deps.clock.now();
      await insertPredictions(
        tx,
        arrivals.filter(({ message }) => message.direction === 'in').map(({ result }) => toPrediction(result, at)),
      );
      await settleMessages(
        tx,
        settled.map(({ message, ticket, voice }) => ({
          id: message,
          ticket,
          voice,
          language: results.get(message)?.language ?? 'other',
          copyKey: results.get(message)?.text.copyKey || null,
        })),
      );
      await keepSignatures(deps, tx, arrivals);
      onWorked?.({ many: staged.messages.length, ms: performance.now() - startedAt });
      return settled;
    },
    { lane: 'batch' },
  );
}

/**
 * After a batch failed: its messages one by one, so that one that cannot be dealt with does not stop those behind it.
 * Answers those that failed again.
 */
export async function settleOneByOne(
  deps: InboundDeps,
  staged: Staged,
  options: Pick<SettleOptions, 'confirm'> = {},
): Promise<readonly string[]> {
  const failed: string[] = [];
  const keep = await thresholds(deps.db.read);
  for (const message of staged.messages) {
    try {
      const results = deps.stages.run([toInput(message, { keepAt: keep.get(message.account) })]);
      await settleStaged(deps, { messages: [message], results }, options);
    } catch (error) {
      deps.log.error('a message could not be settled', { messageId: message.id, error });
      failed.push(message.id);
    }
  }
  return failed;
}

/** Takes messages out of the way of those behind them; they stay in the database with their envelopes. */
export const setMessagesAside = (deps: Pick<InboundDeps, 'db'>, ids: readonly string[]): Promise<void> =>
  deps.db.write(
    async (tx) => {
      for (const id of ids) await setAside(tx, id);
    },
    { lane: 'batch' },
  );
