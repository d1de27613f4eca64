import { midnightBefore } from '../../platform/clock/kolkata.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Erased } from './erase.usecases.ts';
import { insertErasure, rulesSet } from './proofs.repository.ts';
import { DAY, digestOf, UNDECIDED } from './retention.rules.ts';
import type { Erasure, RetentionDeps, RetentionTerms } from './retention.types.ts';

/** What holds now; version 0 before anybody has set anything. */
export async function currentRule(read: Read): Promise<{ version: number; terms: RetentionTerms }> {
  const [last] = await rulesSet(read, 1);
  return last ? { version: last.version, terms: last.terms } : { version: 0, terms: UNDECIDED };
}

interface Why {
  readonly kept: string;
  readonly version: number | null;
  readonly backupDays: number;
  readonly at: number;
  readonly by: string;
  readonly officer: string | null;
  readonly reason: string | null;
  /** The request that this is a part of. */
  readonly order?: string;
}

/** Writes the proof of a removal, in its transaction: a row, and an event of the chained record. */
export async function proveErasure(
  { ids, events }: Pick<RetentionDeps, 'ids' | 'events'>,
  tx: Tx,
  { erased, why }: { erased: Erased; why: Why },
): Promise<Erasure> {
  const { kept, version, backupDays, at, by, officer, reason, order = null } = why;
  const { tickets, messages, files, others } = erased;
  const counts = { tickets, messages, files, others };
  const proof: Erasure = {
    ...{ id: ids.make('ers'), class: kept, version, at, day: midnightBefore(at), ...counts },
    ...{ digest: digestOf(erased.ids), officer, reason, order, backupsUntil: at + backupDays * DAY },
  };
  await insertErasure(tx, proof);
  const data = {
    erasure: proof.id,
    ...(order === null ? {} : { order }),
    class: kept,
    version,
    ...counts,
    digest: proof.digest,
  };
  await events.append(tx, [{ stream: `retention:${kept}`, type: 'retention.erased', actor: by, data }]);
  return proof;
}
