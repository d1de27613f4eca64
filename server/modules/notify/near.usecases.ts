import { readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import { insertNotifications } from './notify.repository.ts';
import { runningOut } from './near.repository.ts';
import { waiting } from './note.usecases.ts';
import type { NotifyDeps } from './notify.types.ts';

/** How long before its deadline a position is reminded of a docket. */
const AHEAD = 2 * 60 * 60_000;
/** Shorter clocks say their end with the docket itself. */
const KINDS = ['action', 'closure'];
const TOGETHER = 200;
/** The deadline up to which was looked, so that no clock is looked at twice. */
const LOOKED_TO = 'notify.near';

/** Notes clocks that run out soon, each once. Returns how many. */
export async function noteNearDeadlines(deps: Pick<NotifyDeps, 'db' | 'clock' | 'ids'>): Promise<number> {
  return deps.db.write(
    async (tx) => {
      const now = deps.clock.now();
      const looked = await readSetting(tx, LOOKED_TO);
      // What is shorter than that away when this begins to look was said with the docket, or is overdue soon.
      const after = Math.max(typeof looked === 'number' ? looked : now, now);
      const until = now + AHEAD;
      const found = await runningOut(tx, { after, until, kinds: KINDS, limit: TOGETHER });
      const last = found.length === TOGETHER ? found.at(-1)?.dueAt : undefined;
      // Of those that end in the moment where the page ended some may be left: it is looked at again.
      await writeSetting(tx, { name: LOOKED_TO, value: last === undefined ? until : Math.max(last - 1, after + 1) });
      const rows = found.map(({ ticket, kind, startedAt }) =>
        waiting(
          deps,
          { ticket, reason: 'deadline-near', level: 0, red: false, version: null },
          { key: `near:${ticket}:${kind}:${startedAt}`, delay: 0 },
        ),
      );
      await insertNotifications(tx, rows);
      return found.length;
    },
    { lane: 'batch' },
  );
}
