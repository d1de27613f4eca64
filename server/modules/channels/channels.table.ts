import type { Kit } from '../../platform/db/kit.ts';

/** Accounts of the force on channels, how far each stream was read, and what reading costs. */
export const defineChannelTables = (k: Kit) => ({
  channelAccount: k.table(
    'channel_account',
    {
      id: k.text('id').primaryKey(),
      /** x | replay | desk */
      kind: k.text('kind').notNull(),
      handle: k.text('handle').notNull(),
      externalId: k.text('external_id'),
      /** The desk that answers for this account. */
      unit: k.text('unit').notNull(),
      /** Secrets, sealed; never shown again. */
      credentials: k.text('credentials'),
      settings: k.json<Record<string, unknown>>('settings').notNull(),
      /** The force's recorded word whether its messages may train weights; null: as the kind of channel has it. */
      training: k.json<{ on: boolean; note: string; by: string; at: number }>('training'),
      /** The probability from which a person sees a message of it, as an administrator set it; null: the model's own. */
      keep: k.json<{ at: number | null; note: string; by: string; since: number }>('keep'),
      /** active | paused */
      status: k.text('status').notNull(),
      /** Category policy that opens tickets by itself: off | demo. */
      openingPolicy: k.text('opening_policy').notNull(),
      budgetMicro: k.count('budget_micro'),
      lastPolledAt: k.moment('last_polled_at'),
      lastError: k.text('last_error'),
      createdAt: k.moment('created_at').notNull(),
      version: k.int('version').notNull(),
    },
    (t) => [k.uniqueIndex('channel_account_handle').on(t.kind, t.handle)],
  ),
  channelCursor: k.table(
    'channel_cursor',
    {
      account: k.text('account').notNull(),
      /** mentions | search | dms | timeline */
      stream: k.text('stream').notNull(),
      /** Highest external id of a round that is wholly stored. */
      sinceId: k.text('since_id'),
      /** The round under way: its newest id and the next page. */
      roundNewest: k.text('round_newest'),
      nextToken: k.text('next_token'),
      pausedUntil: k.moment('paused_until'),
      gapAt: k.moment('gap_at'),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.account, t.stream] })],
  ),
  channelUsage: k.table(
    'channel_usage',
    {
      account: k.text('account').notNull(),
      /** yyyy-mm-dd, UTC, as the service bills. */
      day: k.text('day').notNull(),
      kind: k.text('kind').notNull(),
      number: k.int('number').notNull(),
      costMicro: k.count('cost_micro').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.account, t.day, t.kind] })],
  ),
});
