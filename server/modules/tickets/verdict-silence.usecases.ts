import { z } from 'zod';
import { readSetting } from '../../platform/settings/settings.repository.ts';
import type { Read } from '../../schema.ts';
import type { TicketDeps } from './tickets.types.ts';
import { insertSilence, unanswered } from './verdict.repository.ts';
import { ASKED_FOR } from './verdict.rules.ts';

const DAY = 24 * 60 * 60_000;

const VERDICT_SETTING = 'verdict';
const stored = z.object({ silentAfterDays: z.number().int().min(1).max(29) });
const USUAL = { silentAfterDays: 7 };

/** After how many days without an answer a closing goes up for review. */
async function readSilence(read: Read): Promise<z.infer<typeof stored>> {
  const parsed = stored.safeParse(await readSetting(read, VERDICT_SETTING));
  return parsed.success ? parsed.data : USUAL;
}

/**
 * Notes closings that nobody has answered for, once each: from then on the review is the senior's alone. The citizen's
 * word is taken later all the same. Returns how many.
 */
export async function markSilent(
  deps: Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events'>,
  { limit }: { limit: number },
): Promise<number> {
  const at = deps.clock.now();
  return deps.db.write(
    async (tx) => {
      const until = at - (await readSilence(tx)).silentAfterDays * DAY;
      const found = await unanswered(tx, { after: at - ASKED_FOR, until, limit });
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
        await deps.events.append(tx, [
          { stream: `ticket:${ticket.id}`, type: 'ticket.verdict-silent', actor: 'system', data: {} },
        ]);
      }
      return marked;
    },
    { lane: 'batch' },
  );
}
