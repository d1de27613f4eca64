import type { Tx } from '../../schema.ts';
import { keepSignatures } from '../matching/signatures.usecases.ts';
import { pictureText } from '../pictures/reading.rules.ts';
import { decodePrints } from '../matching/picture-hash.rules.ts';
import { printsOf, readingsOf } from '../pictures/pictures.usecases.ts';
import { followReading, undecidedVersion } from '../tickets/read-again.usecases.ts';
import { changedMessages, dropChanged, replacePrediction, settleChanged } from './changed.repository.ts';
import { thresholds } from './envelopes.repository.ts';
import type { InboundDeps, Message } from './inbound.types.ts';
import { toInput, toPrediction } from './staged.rules.ts';

/**
 * Lets the stages read messages whose words changed: predictions and search follow, tickets nobody decided on yet
 * follow too, and nothing is ever set aside by a second reading. May run twice; answers how many were read.
 */
export async function readChangedAgain(
  deps: InboundDeps,
  { limit, confirm }: { limit: number; confirm?: ((tx: Tx) => Promise<void>) | undefined },
): Promise<number> {
  const messages = await changedMessages(deps.db.read, limit);
  for (const message of messages) await readAgain(deps, { message, confirm });
  return messages.length;
}

async function readAgain(
  deps: InboundDeps,
  { message, confirm }: { message: Message; confirm?: ((tx: Tx) => Promise<void>) | undefined },
): Promise<void> {
  const words = pictureText(await readingsOf(deps.db.read, [message.id]));
  const [first] = await printsOf(deps.db.read, message.id);
  const keepAt = (await thresholds(deps.db.read)).get(message.account);
  const beside = { words, prints: first === undefined ? [] : decodePrints(first), keepAt };
  const [result] = message.deletedAt === null ? await deps.stages.run([toInput(message, beside)]) : [];
  const undecidedAt = message.ticket === null ? null : await undecidedVersion(deps, message.ticket);
  await deps.db.write(
    async (tx) => {
      await confirm?.(tx);
      if (result === undefined) return dropChanged(tx, message.id);
      const { language, text } = result;
      if (!(await settleChanged(tx, { old: message, language, copyKey: text.copyKey || null }))) return;
      await keepSignatures(deps, tx, [{ message, result }]);
      await replacePrediction(tx, toPrediction(result, deps.clock.now()));
      await followReading(deps, tx, { message, result, words, undecidedAt });
    },
    { lane: 'batch' },
  );
}
