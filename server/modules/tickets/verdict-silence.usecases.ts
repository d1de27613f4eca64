import { z } from 'zod';
import { readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import type { Read, Tx } from '../../schema.ts';
import { noteNoVerdict } from '../audits/look-draw.usecases.ts';
import { attachmentsOf, reportsOf } from './action-reports.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import { insertSilence, unanswered, unitOfCloser } from './verdict.repository.ts';
import { ASKED_FOR } from './verdict.rules.ts';

const DAY = 24 * 60 * 60_000;

export const VERDICT_SETTING = 'verdict';
const stored = z.object({ silentAfterDays: z.number().int().min(1).max(29) });
const USUAL = { silentAfterDays: 7 };

/** After how many days without an answer a closing goes up for review. */
export async function readSilence(read: Read): Promise<z.infer<typeof stored>> {
  const parsed = stored.safeParse(await readSetting(read, VERDICT_SETTING));
  return parsed.success ? parsed.data : USUAL;
}

const LOOKED_SETTING = 'verdictSilenceLooked';
/** What was verified and is taken back stands as closed at its old moment again: so much is looked at once more. */
const SETTLES = 60 * 60_000;

/** Up to which moment of closing everything has been looked at: hundreds of thousands of closings are not, each hour. */
async function readLooked(read: Read): Promise<number> {
  const value = z.number().safeParse(await readSetting(read, LOOKED_SETTING));
  return value.success ? value.data : 0;
}

/** Who closed, and with how many files; null when the report is gone. */
async function closingOf(tx: Tx, { id, closedAt, owner }: Ticket) {
  const report = (await reportsOf(tx, id)).find(({ at }) => at === closedAt);
  const unit = report && ((await unitOfCloser(tx, id)) ?? owner);
  if (!report || !unit) return null;
  const files = (await attachmentsOf(tx, id)).filter((file) => file.report === report.id).length;
  return { officer: report.officer, unit, files };
}

/**
 * Notes closings that nobody has answered for, once each: from then on the review is the senior's alone. The citizen's
 * word is taken later all the same. Returns how many.
 */
export async function markSilent(
  deps: Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events' | 'tree'>,
  { limit }: { limit: number },
): Promise<number> {
  const at = deps.clock.now();
  return deps.db.write(
    async (tx) => {
      const until = at - (await readSilence(tx)).silentAfterDays * DAY;
      const looked = await readLooked(tx);
      const found = await unanswered(tx, { after: Math.max(at - ASKED_FOR, looked), until, limit });
      // Several may have closed in the moment of the last one.
      const reached = found.length < limit ? until - SETTLES : (found.at(-1)?.closedAt ?? until) - 1;
      if (reached > looked) await writeSetting(tx, { name: LOOKED_SETTING, value: reached });
      let marked = 0;
      for (const ticket of found) {
        if (ticket.closedAt === null) continue;
        const row = {
          ...{ id: deps.ids.make('vrd'), ticket: ticket.id, closedAt: ticket.closedAt, said: 'silent', way: 'none' },
          ...{ reason: null, words: null, position: null, firstAt: at, at, changes: 0, reopened: false, was: null },
          version: ticket.version,
        };
        if (!(await insertSilence(tx, row))) continue;
        marked += 1;
        await noteNoVerdict(deps, tx, { ticket, report: await closingOf(tx, ticket) });
        await deps.events.append(tx, [
          { stream: `ticket:${ticket.id}`, type: 'ticket.verdict-silent', actor: 'system', data: {} },
        ]);
      }
      return marked;
    },
    { lane: 'batch' },
  );
}
