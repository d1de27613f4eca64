import type { Db } from '../../schema.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import { monthOf } from './bucket.rules.ts';
import { lookAt } from './fold.usecases.ts';
import { allRows, idsAfter } from './fold.repository.ts';
import { createEntries, entriesOf, type Entry } from './rollups.rules.ts';

/** Tickets that are read at once. */
const STEP = 200;

export interface Recounted {
  readonly tickets: number;
  /** Rows as the record of events says that they must be. */
  readonly rows: number;
  /** Rows that are not so: with what would have to be added to each. */
  readonly wrong: readonly Entry[];
}

/**
 * Counts everything anew, from every ticket's events and row and by the tree as it stands, and holds the roll-ups
 * against it. Changes nothing. Says something only while nobody writes and everything is folded.
 */
export async function recount({ db, tree }: { db: Db; tree: UnitTree }): Promise<Recounted> {
  const due = createEntries();
  let tickets = 0;
  for (let num = 0; ;) {
    const next = await idsAfter(db.read, { num, limit: STEP });
    const { counted } = await lookAt(
      db.read,
      next.map(({ id }) => id),
    );
    tickets += counted.length;
    for (const one of counted)
      for (const entry of entriesOf(one))
        for (const unit of tree.pathToRoot(entry.unit)) {
          due.add({ ...entry, unit });
          due.add({ ...entry, unit, bucket: monthOf(entry.bucket) });
        }
    if (next.length < STEP) break;
    num = next.at(-1)?.num ?? num;
  }
  const rows = due.all().length;
  for (const entry of await allRows(db.read)) due.add(entry, -1);
  return { tickets, rows, wrong: due.all() };
}
