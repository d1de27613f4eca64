import { createEventRelay } from '../../platform/events/relay.ts';
import { silentLog } from '../../platform/log/port.ts';
import { foldEvents, type FoldDeps } from './fold.usecases.ts';

/** Brings everything that was committed into the roll-ups. */
export async function foldAll(deps: FoldDeps): Promise<void> {
  await createEventRelay({ db: deps.db, log: silentLog }).runOnce();
  while (!(await foldEvents(deps, { budget: 10_000 })));
}
