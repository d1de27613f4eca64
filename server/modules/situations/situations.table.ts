import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';
import type { SpreadRule } from '../spread/velocity.rules.ts';
import type { SituationTerms, TemporaryAnswer } from './situations.types.ts';

/** What a dated order declares for some units and a span: festivals, visits, elections, shutdowns, disasters. */
export const defineSituationTables = (k: Kit) => ({
  situation: k.table(
    'situation',
    {
      id: k.text('id').primaryKey(),
      /** festival | vip | election | shutdown | disaster | other */
      kind: k.text('kind').notNull(),
      name: k.text('name').notNull(),
      orderNumber: k.text('order_number').notNull(),
      orderDate: k.moment('order_date').notNull(),
      fromAt: k.moment('from_at').notNull(),
      untilAt: k.moment('until_at').notNull(),
      /** A unit from which nothing comes for so long is told of; null: none is. */
      silenceMinutes: k.int('silence_minutes'),
      /** Tickets of one author an hour before they fold, where it is more than otherwise. */
      floodLimit: k.int('flood_limit'),
      /** From when on something spreads fast at its units; null: as everywhere. */
      spread: k.json<SpreadRule | null>('spread'),
      /** Lines of the answer bank that hold for its time. */
      answers: k.json<readonly TemporaryAnswer[]>('answers').notNull(),
      /** Unit of the office that declared it. */
      unit: k.text('unit').notNull(),
      declaredBy: k.text('declared_by').notNull(),
      position: k.text('position').notNull(),
      at: k.moment('at').notNull(),
      /** By hand before its time, or when its time had come. */
      endedAt: k.moment('ended_at'),
      endedBy: k.text('ended_by'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k.uniqueIndex('situation_order').on(t.unit, t.orderNumber, t.name),
      k
        .index('situation_open')
        .on(t.untilAt)
        .where(sql`ended_at IS NULL`),
      k.index('situation_from').on(t.fromAt),
    ],
  ),
  /** Units that it is declared for; everything below them counts too. */
  situationUnit: k.table(
    'situation_unit',
    { situation: k.text('situation').notNull(), unit: k.text('unit').notNull() },
    (t) => [k.primaryKey({ columns: [t.situation, t.unit] }), k.index('situation_unit_unit').on(t.unit)],
  ),
  /** What was declared before each change, and by what it was changed. */
  situationChange: k.table(
    'situation_change',
    {
      situation: k.text('situation').notNull(),
      /** The situation's version after it. */
      version: k.int('version').notNull(),
      before: k.json<SituationTerms>('before').notNull(),
      reason: k.text('reason').notNull(),
      /** Of the order that changed it, where there was one. */
      orderNumber: k.text('order_number'),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.situation, t.version] })],
  ),
  /** A unit from which nothing was heard: one open row a unit, until something comes. */
  situationSilence: k.table(
    'situation_silence',
    {
      id: k.text('id').primaryKey(),
      situation: k.text('situation').notNull(),
      unit: k.text('unit').notNull(),
      /** Since when nothing came. */
      since: k.moment('since').notNull(),
      raisedAt: k.moment('raised_at').notNull(),
      endedAt: k.moment('ended_at'),
    },
    (t) => [
      k
        .uniqueIndex('situation_silence_open')
        .on(t.situation, t.unit)
        .where(sql`ended_at IS NULL`),
    ],
  ),
});
