/** Runs a statement with `?` for its values. */
export type Execute = (text: string, values: readonly unknown[]) => Promise<void>;

export interface Fence {
  readonly now: number;
  /** How many docket numbers of each district and day are passed over. */
  readonly jump: number;
  /** The day of the restore, yymmdd. */
  readonly today: string;
}

/**
 * Makes a restored database safe to start: nothing is sent and no clock strikes until an administrator releases
 * the fence; what waited to be sent may have been sent after the backup, so it is looked for first and never sent again
 * by itself; no docket number is given that may have been given after the backup; nobody holds work any more.
 */
export async function raiseFence(execute: Execute, { now, jump, today }: Fence): Promise<void> {
  const set = (name: string, value: unknown) =>
    execute('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
      name,
      JSON.stringify(value),
    ]);
  await set('fence', { since: now, reason: 'restore' });
  await set('docketJump', { jump, until: today });
  await execute('UPDATE docket_counter SET last = last + ?', [jump]);
  await execute(
    `UPDATE outbox SET state = 'settling', lease_until = NULL, first_tried_at = coalesce(first_tried_at, created_at) WHERE state IN ('waiting', 'sending')`,
    [],
  );
  // Held by a lock: whoever gives it free later does not know whether the lost run has.
  await execute(`UPDATE outbox SET first_tried_at = coalesce(first_tried_at, created_at) WHERE state = 'held'`, []);
  await execute(`UPDATE job SET state = 'waiting', lease = NULL, lease_until = NULL WHERE state = 'running'`, []);
  await execute('UPDATE lease SET until = 0', []);
}
