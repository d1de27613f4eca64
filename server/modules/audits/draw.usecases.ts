import { z } from 'zod';
import type { Ids } from '../../platform/ids/ids.ts';
import { decideSetting, readSetting } from '../../platform/settings/settings.repository.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Post } from '../officers/actor.types.ts';
import type { Ticket, UnitTree } from '../tickets/tickets.types.ts';
import { dropAudit, insertAudit } from './audits.repository.ts';
import { circleOf, isDrawn, judgeOfProtected } from './audits.rules.ts';

export const SHARE_SETTING = 'auditShare';
/** One in twenty. */
export const USUAL_SHARE = 0.05;
const share = z.number().min(0).max(1);

/** The key of the lot, made once; whoever only has the program cannot tell what is drawn. */
export const keyOf = async (tx: Tx, ids: Ids): Promise<string> =>
  String((await readSetting(tx, 'auditKey')) ?? (await decideSetting(tx, { name: 'auditKey', value: ids.secret() })));

/** What share of closings is judged blindly. */
export async function readAuditShare(read: Read): Promise<number> {
  const stored = share.safeParse(await readSetting(read, SHARE_SETTING));
  return stored.success ? stored.data : USUAL_SHARE;
}

/** Draws the lot for a docket that is being closed, in that transaction. */
export async function drawAudit(
  { ids, tree }: { readonly ids: Ids; readonly tree: UnitTree },
  tx: Tx,
  { ticket, at, officer, post }: { ticket: Ticket; at: number; officer: string; post: Post },
): Promise<void> {
  const key = await keyOf(tx, ids);
  if (!isDrawn({ key, ticket: ticket.id, share: await readAuditShare(tx) })) return;
  const { owner } = ticket;
  if (owner === null) return;
  const circle = circleOf(tree, tree.isUnder(owner, post.unit) ? post.unit : owner);
  await insertAudit(tx, {
    ...{ id: ids.make('aud'), ticket: ticket.id, num: ticket.num, closedAt: at, circle, closer: officer },
    judge: ticket.protected ? judgeOfProtected(tree, circle) : null,
    ...{ judged: null, note: null, officer: null, position: null, judgedAt: null },
  });
}

/** Takes the draw back with the closing. */
export const undrawAudit = async (tx: Tx, ticket: Ticket): Promise<void> =>
  ticket.closedAt === null ? undefined : dropAudit(tx, { ticket: ticket.id, closedAt: ticket.closedAt });
