import { randomInt } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { ChannelDriver } from '../channels/driver.types.ts';
import { jsonlDriver } from '../channels/drivers/jsonl/driver.ts';
import { csvDriver } from '../channels/drivers/paste/csv.ts';
import { pasteDriver } from '../channels/drivers/paste/driver.ts';
import { createXDriver } from '../channels/drivers/x/driver.ts';
import { createTestDesk } from './inbound.testing.ts';
import { parseEnvelope, storeEnvelope } from './envelopes.usecases.ts';
import { settleStaged, stageNext } from './intake.usecases.ts';

const FULL = process.env.PUKAAR_FULL === '1';
const MUTANTS = FULL ? 10_000 : 400;
const SEED = Number(process.env.PUKAAR_SEED ?? randomInt(1, 2 ** 31));

/** Numbers that come again with the same seed (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PAGE = JSON.stringify({
  data: [
    {
      id: '1790000000000000001',
      text: 'मेरा मोबाइल चोरी हो गया @Uppolice',
      author_id: '42',
      created_at: '2026-11-20T06:00:00.000Z',
      conversation_id: '1790000000000000001',
      edit_history_tweet_ids: ['1790000000000000001'],
      lang: 'hi',
      attachments: { media_keys: ['3_1'] },
    },
    {
      id: '1790000000000000002',
      text: 'same here',
      author_id: '43',
      created_at: '2026-11-20T06:01:00.000Z',
      conversation_id: '1790000000000000001',
      in_reply_to_user_id: '42',
      referenced_tweets: [{ type: 'replied_to', id: '1790000000000000001' }],
      geo: { place_id: 'p1' },
      note_tweet: { text: 'same here, long' },
    },
  ],
  includes: {
    users: [{ id: '42', username: 'ravi', name: 'Ravi' }],
    media: [{ media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/media/a.jpg' }],
    places: [{ id: 'p1', full_name: 'Lucknow', geo: { bbox: [80.8, 26.7, 81, 26.9] } }],
  },
  errors: [{ resource_id: '1780000000000000009', type: 'https://api.twitter.com/2/problems/resource-not-found' }],
  meta: { newest_id: '1790000000000000002', oldest_id: '1790000000000000001', result_count: 2, next_token: 'abc' },
});
const SOUND: Record<string, string> = {
  x: PAGE,
  jsonl: [
    '{"id":"a1","text":"थाना हजरतगंज में चोरी","at":"2026-11-20T06:00:00Z","author":"ravi","kind":"mention","tagged":["@lkopolice"],"geo":{"lat":26.8,"lon":80.9}}',
    '{"id":"a2","text":"Reply","author":{"id":"7","handle":"@asha"},"kind":"reply","inReplyTo":"a1","media":2}',
  ].join('\n'),
  csv: 'id,text,at,author\nb1,"Chori, in Hazratganj",2026-11-20T06:00:00Z,ravi\nb2,"He said ""no""",,asha\n',
  paste: 'Ravi @ravi · 2h\nMy phone was stolen near Hazratganj crossing\n\nAsha @asha · 1h\nPolice did not come\n',
};

const VALUES = [
  'null',
  '{}',
  '[]',
  '""',
  '-1',
  '1e400',
  'true',
  '"\\u0000"',
  '"\\ud800"',
  '9007199254740993',
  `"${'x'.repeat(5000)}"`,
  '"2026-13-45T99:99:99Z"',
];
const PIECES = [
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u202e',
  '"',
  '\\',
  '{',
  ']',
  '\n\n\n',
  '\r',
  ',',
  'é',
  'क्‍ष',
  '🕉️',
  "'; DROP TABLE message;--",
  '<script>',
  '%s%n',
];

function mutate(body: string, pick: (below: number) => number): string {
  let text = body;
  for (let times = 1 + pick(4); times > 0; times -= 1) {
    const at = pick(text.length + 1);
    const kind = pick(7);
    if (kind === 0) text = text.slice(0, at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + pick(20));
    else if (kind === 2) text = text.slice(0, at) + (PIECES[pick(PIECES.length)] ?? '') + text.slice(at);
    else if (kind === 3) text = text.slice(0, at) + String.fromCharCode(pick(65_536)) + text.slice(at + 1);
    else if (kind === 4) text += text.slice(at, at + pick(200));
    else if (kind === 5)
      text = text.replace(/"(?:[^"\\]|\\.)*"(?=\s*[,}\]])/g, (value) =>
        pick(6) === 0 ? (VALUES[pick(VALUES.length)] ?? value) : value,
      );
    else text = text.replace(/"(\w+)":/g, (key) => (pick(8) === 0 ? `"${key.slice(1, 3)}":` : key));
  }
  // As it comes from the wire: half a character cannot.
  return Buffer.from(text).toString();
}

describe.each(testEngines)('what no channel should send, on %s', (engine) => {
  let desk: Awaited<ReturnType<typeof createTestDesk>>;
  const drivers: Record<string, ChannelDriver> = {
    x: createXDriver({ origin: 'http://127.0.0.1:1' }),
    jsonl: jsonlDriver,
    csv: csvDriver,
    paste: pasteDriver,
  };
  beforeAll(async () => {
    desk = await createTestDesk(engine);
  });
  afterAll(() => desk.close());

  it(
    `breaks nothing: ${MUTANTS} deliveries are kept as they came, and every refusal says what and where`,
    async () => {
      process.stdout.write(`${MUTANTS} mutants on ${engine}, seed ${SEED} (repeat with PUKAAR_SEED=${SEED})\n`);
      const pick = createRandom(SEED);
      const deps = { ...desk.deps, driver: (name: string) => drivers[name] };
      const { db } = deps;
      const { envelope, message } = db.tables;
      const totals = { messages: 0, duplicates: 0, rejected: 0 };
      for (let start = 0; start < MUTANTS; start += 100) {
        const delivered: { id: string; body: string; driver: string }[] = [];
        for (let index = 0; index < Math.min(100, MUTANTS - start); index += 1) {
          const names = Object.keys(SOUND);
          const driver = names[pick(names.length)] ?? 'x';
          const body = mutate(SOUND[driver] ?? '', pick);
          const id = await db.write(async (tx) =>
            storeEnvelope(deps, tx, {
              account: 'acc_up',
              stream: 'import',
              driver,
              body,
              receivedAt: deps.clock.now(),
            }),
          );
          const counts = await parseEnvelope(deps, id);
          for (const name of ['messages', 'duplicates', 'rejected'] as const) totals[name] += counts[name];
          delivered.push({ id, body, driver });
        }
        const rows = await db.read
          .select()
          .from(envelope)
          .where(
            inArray(
              envelope.id,
              delivered.map((one) => one.id),
            ),
          );
        expect(rows).toHaveLength(delivered.length);
        const byId = new Map(rows.map((row) => [row.id, row]));
        for (const { id, body } of delivered) {
          const row = byId.get(id);
          expect(row?.state).toBe('parsed');
          expect(row?.body).toBe(body.replaceAll('\u0000', '\uFFFD'));
          for (const { where, what } of row?.rejections ?? []) {
            expect(where).not.toBe('');
            // A code of ours, or the word under which the service itself says what is missing.
            expect(what).toMatch(/[a-z0-9]/i);
          }
        }
      }
      for (;;) {
        const staged = await stageNext(deps, { limit: 50, skip: 0 });
        if (!staged) break;
        await settleStaged(deps, staged);
      }
      expect(await db.read.select({ id: message.id }).from(message).where(eq(message.state, 'new'))).toEqual([]);
      expect(totals.messages).toBeGreaterThan(0);
      expect(totals.rejected).toBeGreaterThan(0);
      process.stdout.write(
        `${totals.messages} messages, ${totals.duplicates} duplicates, ${totals.rejected} refusals\n`,
      );
    },
    FULL ? 1_800_000 : 120_000,
  );
});
