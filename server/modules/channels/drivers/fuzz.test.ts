import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelDriver, ParsedEnvelope } from '../driver.types.ts';
import { jsonlDriver } from './jsonl/driver.ts';
import { csvDriver } from './paste/csv.ts';
import { pasteDriver } from './paste/driver.ts';
import { asRecord, parseJson } from './read.ts';
import { createXDriver } from './x/driver.ts';

const RUNS = process.env['PUKAAR_FULL'] === '1' ? 10_000 : 300;
const seed = Number(process.env['PUKAAR_SEED'] ?? 20_261_121);

const PAGE = {
  data: [
    {
      id: '1861000000000000001',
      text: '@Uppolice मदद &amp; 😀',
      author_id: '3',
      created_at: '2026-11-21T06:00:00.000Z',
      lang: 'hi',
      conversation_id: '1861000000000000001',
      edit_history_tweet_ids: ['1861000000000000000', '1861000000000000001'],
      entities: { mentions: [{ start: 0, end: 9, username: 'Uppolice', id: '9' }] },
      attachments: { media_keys: ['3_1'] },
      geo: { place_id: 'p', coordinates: { type: 'Point', coordinates: [80.9, 26.8] } },
      public_metrics: { retweet_count: 2 },
      note_tweet: { text: 'long' },
      referenced_tweets: [{ type: 'replied_to', id: '5' }],
    },
    {
      id: '1861000000000000002',
      text: 'RT',
      referenced_posts: [{ type: 'retweeted', id: '10' }],
      note_post: { text: 'x' },
    },
    { id: '12', event_type: 'MessageCreate', text: 'निजी', sender_id: '3', dm_conversation_id: '3-4' },
  ],
  includes: {
    users: [{ id: '3', username: 'asha', name: 'Asha' }],
    tweets: [{ id: '10', text: 'original', author_id: '3' }],
    media: [
      {
        media_key: '3_1',
        type: 'photo',
        url: 'https://pbs.twimg.com/a.jpg',
        variants: [{ bit_rate: 1, url: 'https://video.twimg.com/a.mp4' }],
      },
    ],
    places: [{ id: 'p', full_name: 'Lucknow', place_type: 'city', geo: { bbox: [80, 26, 81, 27] } }],
  },
  errors: [{ type: 'https://api.x.com/2/problems/resource-not-found', resource_type: 'tweet', resource_id: '5' }],
  meta: { result_count: 3, newest_id: '1861000000000000002' },
};

/** Every place in a value: the keys that lead there. */
function places(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, entry]) => places(entry, [...at, key]))];
}

function replace(value: unknown, at: readonly string[], by: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const entries = Object.entries({ ...value, [key]: replace(Reflect.get(value, key), rest, by) });
  const kept = entries.filter(([, entry]) => entry !== undefined);
  return Array.isArray(value) ? kept.map(([, entry]) => entry) : Object.fromEntries(kept);
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    undefined,
    '',
    '\u0000',
    '\uD800',
    '-1',
    'NaN',
    1e308,
    -0,
    '9'.repeat(40),
    'x'.repeat(5_000),
    { __proto__: null },
    ['__proto__'],
    'https://\u0000',
    '2026-99-99T99:99:99Z',
    [[[[]]]],
    true,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const mutatedPage = fc
  .array(fc.tuple(fc.constantFrom(...places(PAGE)), junk), { minLength: 1, maxLength: 4 })
  .map((changes) => changes.reduce<unknown>((page, [at, by]) => replace(page, at, by), PAGE));

/** A text with a piece cut out, doubled or overwritten. */
const mutatedText = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(60),
      fc.oneof(
        fc.constant(''),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('"', '{', ']', '\n', '\u0000', ',,,', '\uFEFF', '\\'),
      ),
    )
    .map(([at, length, by]) => text.slice(0, at) + by + text.slice(at + length));

const WHERE = /^(body|data|data\[\d+\]|errors\.\d+|line \d+|row \d+)(\.[\w[\]]+)*$/;

function checkEnvelope({ items, gone, rejections }: ParsedEnvelope): void {
  for (const { where, what } of rejections) {
    expect(where).toMatch(WHERE);
    expect(what).toMatch(/^[a-z0-9-]+$/);
  }
  for (const item of items) {
    expect(item.externalId.length).toBeGreaterThan(0);
    expect(typeof item.text).toBe('string');
    expect(JSON.stringify(item)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    if (item.at !== null) expect(Number.isSafeInteger(item.at)).toBe(true);
    if (item.geo) expect(Math.abs(item.geo.lat) <= 90 && Math.abs(item.geo.lon) <= 180).toBe(true);
  }
  for (const id of gone) expect(id).toMatch(/^\d{1,19}$/);
}

describe(`mutated deliveries (${RUNS} of each kind, seed ${seed})`, () => {
  const x = createXDriver();
  const options = { numRuns: RUNS, seed };

  it('a page of X with changed values: nothing thrown, every refused entry named', () => {
    fc.assert(
      fc.property(mutatedPage, (page) => {
        const body = JSON.stringify(page) ?? '';
        const envelope = x.parse(body);
        checkEnvelope(envelope);
        const data = asRecord(parseJson(body))?.['data'];
        if (!Array.isArray(data)) return;
        const others = data.filter(
          (entry: unknown) =>
            typeof asRecord(entry)?.['event_type'] === 'string' && asRecord(entry)?.['event_type'] !== 'MessageCreate',
        ).length;
        const refused = envelope.rejections.filter(({ where }) => /^data\[\d+\]$/.test(where)).length;
        expect(envelope.items.length + refused + others).toBe(data.length);
      }),
      options,
    );
  });

  it.each<[string, ChannelDriver, string]>([
    ['a page of X', x, JSON.stringify(PAGE)],
    [
      'lines of JSON',
      jsonlDriver,
      '{"id":"1","text":"मदद","at":"2026-11-21T06:00:00Z","author":"@a","geo":{"lat":26,"lon":80}}\n{"id":2,"text":"@lkopolice x","media":2}\n',
    ],
    ['a table', csvDriver, 'id,text,at,author,lat,lon\n1,"मदद, ""जल्दी""",21/11/2026 10:30,@a,26.8,80.9\n2,दूसरा,,,,\n'],
    ['pasted text', pasteDriver, 'https://x.com/asha/status/1861000000000000001 मदद @Uppolice\n---\nदूसरा पाठ'],
  ])('%s with bytes cut, doubled or overwritten', (_name, driver, text) => {
    fc.assert(
      fc.property(mutatedText(text), (mutated) => {
        checkEnvelope(driver.parse(mutated));
      }),
      options,
    );
  });

  it.each<[string, ChannelDriver]>([
    ['X', x],
    ['jsonl', jsonlDriver],
    ['csv', csvDriver],
    ['paste', pasteDriver],
  ])('%s given anything at all', (_name, driver) => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json()), (body) => {
        checkEnvelope(driver.parse(body));
        expect(typeof driver.without(body, new Set(['1', '10']))).toBe('string');
      }),
      options,
    );
  });

  it.each<[string, ChannelDriver, string]>([
    ['a page of X', x, JSON.stringify(PAGE)],
    ['lines of JSON', jsonlDriver, '{"id":"1","text":"एक"}\r\n{"id":2,"text":"दो"}\n\n{"id":"3","text":"तीन"}'],
    ['a table', csvDriver, '\uFEFFid;text\r\n1;"एक\n""पंक्ति"""\r\n2;दो\r\n\r\n3;तीन\r\n'],
    ['pasted text', pasteDriver, 'https://x.com/asha/status/1861000000000000001 एक\n---\nदो\n=====\nतीन'],
  ])('%s loses the posts that are cut out of it and keeps all others as they were read', (_name, driver, body) => {
    const { items } = driver.parse(body);
    expect(items).toHaveLength(3);
    fc.assert(
      fc.property(fc.subarray(items.map(({ externalId }) => externalId)), (cut) => {
        const left = driver.without(body, new Set(cut));
        const kept = items.filter(({ externalId }) => !cut.includes(externalId));
        expect(driver.parse(left).items).toEqual(kept);
        for (const { externalId, text } of items) if (cut.includes(externalId)) expect(left).not.toContain(text);
        // Again it takes nothing away.
        expect(driver.without(left, new Set(cut))).toBe(left);
      }),
      options,
    );
  });

  it('a page of X without a post holds neither its author, nor its pictures, nor its words beside another', () => {
    const quoted = { id: '77', text: 'the words of the quoted', author_id: '88' };
    const page = {
      data: [
        { id: '76', text: 'look at this', author_id: '89', referenced_tweets: [{ type: 'quoted', id: '77' }] },
        { ...quoted, attachments: { media_keys: ['3_77'] }, geo: { place_id: 'p77' } },
      ],
      includes: {
        tweets: [quoted],
        users: [
          { id: '88', username: 'gone' },
          { id: '89', username: 'stays' },
        ],
        media: [{ media_key: '3_77', type: 'photo', url: 'https://pbs.twimg.com/77.jpg' }],
        places: [{ id: 'p77', full_name: 'Aliganj' }],
      },
    };
    const left = x.without(JSON.stringify(page), new Set(['77']));
    expect(left).not.toMatch(/words of the quoted|"gone"|77\.jpg|Aliganj/);
    expect(x.parse(left).items).toMatchObject([{ externalId: '76', quotes: '77', author: { handle: '@stays' } }]);
    expect(x.without('no page at all', new Set(['77']))).toBe('');
  });
});
