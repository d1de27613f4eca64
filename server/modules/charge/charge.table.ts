import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Who has charge of a station: the telephone that stays in the office, and how it goes from one officer to the next. */
export const defineChargeTables = (k: Kit) => ({
  /** A browser on which the holder of one position works by PIN. */
  stationDevice: k.table(
    'station_device',
    {
      id: k.text('id').primaryKey(),
      position: k.text('position').notNull(),
      /** Of the secret that the browser keeps. */
      tokenHash: k.text('token_hash').notNull(),
      /** What the office calls it. */
      label: k.text('label').notNull(),
      /** Null: to be chosen after a full sign-in. */
      pinHash: k.text('pin_hash'),
      /** Who chose the PIN, and unlocks with it for as long as he holds the position. */
      officer: k.text('officer'),
      /** Wrong PINs in a row; at the fifth it is locked. */
      failures: k.int('failures').notNull(),
      registeredBy: k.text('registered_by').notNull(),
      registeredAt: k.moment('registered_at').notNull(),
      unlockedAt: k.moment('unlocked_at'),
      endedAt: k.moment('ended_at'),
    },
    (t) => [k.uniqueIndex('station_device_token').on(t.tokenHash), k.index('station_device_position').on(t.position)],
  ),
  /** A device that was unlocked: one officer in one position, until it lies idle. */
  deviceSession: k.table(
    'device_session',
    {
      id: k.text('id').primaryKey(),
      tokenHash: k.text('token_hash').notNull(),
      device: k.text('device').notNull(),
      position: k.text('position').notNull(),
      officer: k.text('officer').notNull(),
      createdAt: k.moment('created_at').notNull(),
      /** When a hand was last on it. */
      seenAt: k.moment('seen_at').notNull(),
      expiresAt: k.moment('expires_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('device_session_token').on(t.tokenHash),
      k.index('device_session_device').on(t.device),
      k.index('device_session_officer').on(t.officer),
    ],
  ),
  /** Charge that one officer hands to another: it passes when that one accepts it. */
  chargeHandover: k.table(
    'charge_handover',
    {
      id: k.text('id').primaryKey(),
      position: k.text('position').notNull(),
      unit: k.text('unit').notNull(),
      fromOfficer: k.text('from_officer').notNull(),
      toOfficer: k.text('to_officer').notNull(),
      note: k.text('note').notNull(),
      /** What was in hand when it was offered. */
      inHand: k.int('in_hand').notNull(),
      red: k.int('red').notNull(),
      overdue: k.int('overdue').notNull(),
      at: k.moment('at').notNull(),
      endedAt: k.moment('ended_at'),
      /** accepted | declined | withdrawn */
      ending: k.text('ending'),
    },
    (t) => [
      k
        .uniqueIndex('charge_handover_open')
        .on(t.position)
        .where(sql`ended_at IS NULL`),
      k
        .index('charge_handover_to')
        .on(t.toOfficer)
        .where(sql`ended_at IS NULL`),
    ],
  ),
});
