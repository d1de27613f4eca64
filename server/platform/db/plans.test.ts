import { expect, it } from 'vitest';
import { inArray, sql } from 'drizzle-orm';
import { createTestDatabase } from './testing.ts';

it('fails a test whose statement would walk a large table, and no other', async () => {
  const walking = await createTestDatabase('sqlite');
  await walking.read.all(sql`SELECT id FROM message WHERE id IN ('a', 'b') AND state = 'new'`);
  await walking.read.all(sql`SELECT id FROM ticket WHERE version = 4`);
  const refusal = await walking.close().catch((error: unknown) => String(error));
  expect(refusal).toMatch(/message_state \(state=\?\): SELECT id FROM message/);
  expect(refusal).toMatch(/SCAN ticket: SELECT id FROM ticket/);

  const direct = await createTestDatabase('sqlite');
  const { message } = direct.tables;
  await direct.read
    .select({ id: message.id, state: message.state })
    .from(message)
    .where(inArray(message.id, ['a', 'b']));
  await expect(direct.close()).resolves.toBeUndefined();
});
