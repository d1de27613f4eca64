import { and, eq, inArray } from 'drizzle-orm';
import type { Tables, Tx } from '../../schema.ts';

/** Makes the missing ones and returns the id of each external id. */
export async function ensureContacts(
  tx: Tx,
  {
    realm,
    people,
    make,
    at,
  }: {
    realm: string;
    people: readonly { externalId: string; handle: string | null; name: string | null }[];
    make: () => string;
    at: number;
  },
): Promise<Map<string, string>> {
  const { contact } = tx.tables;
  return ensure(
    tx,
    contact,
    realm,
    people.map((one) => one.externalId),
    async (missing) => {
      const wanted = new Set(missing);
      const fresh = new Map(people.filter((one) => wanted.has(one.externalId)).map((one) => [one.externalId, one]));
      await tx.insertRows(
        contact,
        [...fresh.values()].map((one) => ({ id: make(), realm, createdAt: at, ...one })),
        { onConflict: 'ignore' },
      );
    },
  );
}

export async function ensureConversations(
  tx: Tx,
  { realm, externalIds, make, at }: { realm: string; externalIds: readonly string[]; make: () => string; at: number },
): Promise<Map<string, string>> {
  const { conversation } = tx.tables;
  return ensure(tx, conversation, realm, externalIds, async (missing) => {
    await tx.insertRows(
      conversation,
      missing.map((externalId) => ({ id: make(), realm, externalId, createdAt: at })),
      { onConflict: 'ignore' },
    );
  });
}

type Keyed = Tables['contact'] | Tables['conversation'];

async function ensure(
  tx: Tx,
  table: Keyed,
  realm: string,
  externalIds: readonly string[],
  insert: (missing: string[]) => Promise<void>,
): Promise<Map<string, string>> {
  const unique = [...new Set(externalIds)];
  if (unique.length === 0) return new Map();
  const find = async (ids: string[]): Promise<[string, string][]> =>
    (
      await tx
        .select({ externalId: table.externalId, id: table.id })
        .from(table)
        .where(and(eq(table.realm, realm), inArray(table.externalId, ids)))
    ).map((row) => [row.externalId, row.id]);
  const known = new Map(await find(unique));
  const missing = unique.filter((one) => !known.has(one));
  if (missing.length === 0) return known;
  await insert(missing);
  for (const [externalId, id] of await find(missing)) known.set(externalId, id);
  return known;
}
