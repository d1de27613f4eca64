import { z } from 'zod';
import type { Ids } from '../../platform/ids/ids.ts';
import { readSetting } from '../../platform/settings/settings.repository.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Post } from '../officers/actor.types.ts';
import type { Ticket, UnitTree } from '../tickets/tickets.types.ts';
import { circleOf, isDrawn, judgeOfProtected } from './audits.rules.ts';
import { keyOf } from './draw.usecases.ts';
import { dropLook, forgetLook, insertLook, lookAtClosing, saveSigns } from './look.repository.ts';
import { signsOf, standsOut, type Closing, type LookSign } from './look.rules.ts';

export const LOOK_SETTING = 'lookShare';
/** One in fifty of those in which nothing stands out. */
export const USUAL_LOOKS = 0.02;
const share = z.number().min(0).max(1);

interface DrawDeps {
  readonly ids: Ids;
  readonly tree: UnitTree;
}

/** What share of inconspicuous closings is looked at. */
export async function readLookShare(read: Read): Promise<number> {
  const stored = share.safeParse(await readSetting(read, LOOK_SETTING));
  return stored.success ? stored.data : USUAL_LOOKS;
}

/** Who closed, and through which unit. */
export interface Closer {
  readonly officer: string;
  readonly unit: string;
}

function rowOf(
  { ids, tree }: DrawDeps,
  { ticket, closer, closedAt, signs }: { ticket: Ticket; closer: Closer; closedAt: number; signs: LookSign[] },
) {
  if (ticket.owner === null) return null;
  const circle = circleOf(tree, tree.isUnder(ticket.owner, closer.unit) ? closer.unit : ticket.owner);
  return {
    ...{ id: ids.make('look'), ticket: ticket.id, num: ticket.num, closedAt, circle, closer: closer.officer },
    judge: ticket.protected ? judgeOfProtected(tree, circle) : null,
    ...{ signs, weight: signs.length, judged: null, officer: null, position: null, judgedAt: null, version: null },
  };
}

/** Puts a closing before headquarters where it stands out or the lot falls on it, in the transaction that closes. */
export async function drawLook(
  deps: DrawDeps,
  tx: Tx,
  {
    ticket,
    officer,
    post,
    closing,
  }: { ticket: Ticket; officer: string; post: Post; closing: Omit<Closing, keyof Ticket> & Pick<Closing, 'closedAt'> },
): Promise<void> {
  const { openedAt, inProcessAt, reach } = ticket;
  const signs = signsOf({ openedAt, inProcessAt, reach, ...closing });
  const key = await keyOf(tx, deps.ids);
  const drawn = { key, ticket: `look:${ticket.id}`, share: await readLookShare(tx) };
  if (!standsOut(signs) && !isDrawn(drawn)) return;
  const row = rowOf(deps, { ticket, closer: { officer, unit: post.unit }, closedAt: closing.closedAt, signs });
  if (row) await insertLook(tx, row);
}

/** Takes what was put before headquarters back with the closing. */
export const undrawLook = async (tx: Tx, ticket: Ticket): Promise<void> =>
  ticket.closedAt === null ? undefined : dropLook(tx, { ticket: ticket.id, closedAt: ticket.closedAt });

/** Lets a closing wait again whose sending back was taken back. */
export const waitAgain = async (tx: Tx, id: string): Promise<void> => void (await forgetLook(tx, { id }));

/** Adds to what stands out that no citizen has answered for a closing in time. */
export async function noteNoVerdict(
  deps: DrawDeps,
  tx: Tx,
  { ticket, report }: { ticket: Ticket; report: (Closer & { readonly files: number }) | null },
): Promise<void> {
  const { closedAt } = ticket;
  if (closedAt === null) return;
  const known = await lookAtClosing(tx, { ticket: ticket.id, closedAt });
  if (known) {
    if (!known.signs.includes('no-verdict'))
      await saveSigns(tx, { id: known.id, signs: [...known.signs, 'no-verdict'] });
    return;
  }
  if (report === null || report.files > 0) return;
  const row = rowOf(deps, { ticket, closer: report, closedAt, signs: ['no-picture', 'no-verdict'] });
  if (row) await insertLook(tx, row);
}
