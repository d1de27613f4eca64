import type { NewEvent } from '../../platform/events/port.ts';
import { wasUnitHeard } from '../tickets/situation-tickets.usecases.ts';
import { endSilence, insertSilence, openSilences, orphanSilences } from './silence.repository.ts';
import { changeSituation, overdueSituations, situationsAt } from './situations.repository.ts';
import type { SituationDeps } from './situations.types.ts';

const MINUTE = 60_000;
const TOGETHER = 50;
/** How far back is looked for what ends a silence: the watch goes round every minute, and may be late. */
const LOOKS_BACK = 10 * MINUTE;

/** What was found out of a unit before anything is written. */
interface Heard {
  readonly situation: string;
  readonly unit: string;
  /** Its open silence, if it has one. */
  readonly open: string | null;
  readonly since: number;
  readonly isHeard: boolean;
}

async function listen(deps: SituationDeps, now: number): Promise<Heard[]> {
  const { read } = deps.db;
  const running = (await situationsAt(read, now)).filter(({ situation }) => situation.silenceMinutes !== null);
  const open = await openSilences(
    read,
    running.map(({ situation }) => situation.id),
  );
  const heard: Heard[] = [];
  for (const { situation, units } of running)
    for (const unit of units) {
      const silence = open.find((one) => one.situation === situation.id && one.unit === unit);
      const since = silence?.since ?? now - (situation.silenceMinutes ?? 0) * MINUTE;
      // Not silent yet: it has not run for that long.
      if (!silence && situation.fromAt > since) continue;
      // What came before was looked at on the rounds before: a long silence costs no more than a new one.
      const from = silence ? Math.max(since, now - LOOKS_BACK) : since;
      const isHeard = await wasUnitHeard(read, { unit, since: from, above: deps.ids.floor(from) });
      heard.push({ situation: situation.id, unit, open: silence?.id ?? null, since, isHeard });
    }
  return heard;
}

/**
 * Tells of units of running situations from which nothing comes, once a silence, and ends what is over: silences by what
 * came since, situations by their time. May be run by two at once. Answers how much was changed.
 */
export async function watchSituations(deps: SituationDeps): Promise<number> {
  const now = deps.clock.now();
  const heard = await listen(deps, now);
  return deps.db.write(
    async (tx) => {
      const events: NewEvent[] = [];
      const say = (situation: string, type: string, data: Record<string, unknown>): void =>
        void events.push({ stream: `situation:${situation}`, type, actor: 'system', data });
      for (const before of await overdueSituations(tx, { at: now, limit: TOGETHER }))
        if (await changeSituation(tx, { before, set: { endedAt: before.untilAt, endedBy: null } }))
          say(before.id, 'situation.ended', {});
      for (const { situation, unit, open, since, isHeard } of heard) {
        if (open === null && !isHeard) {
          const id = deps.ids.make('sil');
          if (await insertSilence(tx, { id, situation, unit, since, raisedAt: now, endedAt: null }))
            say(situation, 'situation.silent', { unit, since });
        }
        if (open !== null && isHeard && (await endSilence(tx, { id: open, at: now })))
          say(situation, 'situation.heard', { unit });
      }
      for (const { id, situation, unit } of await orphanSilences(tx, { at: now, limit: TOGETHER }))
        // Nothing was heard: it is over with its situation.
        if (await endSilence(tx, { id, at: now })) say(situation, 'situation.silence-over', { unit });
      await deps.events.append(tx, events);
      return events.length;
    },
    { lane: 'batch' },
  );
}
