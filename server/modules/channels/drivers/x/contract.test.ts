import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startXSimulator, type XSimulator } from '../../../../../workers/simulator/simulator.ts';
import { projectRoot } from '../../../../platform/root.ts';
import { asRecord, asText } from '../read.ts';
import { dmFields, postFields } from './fields.ts';
import { parseXBody } from './parse.ts';

const shared = process.env['PUKAAR_SHARED'] ?? path.join(projectRoot, '../shared');
const contracts = path.join(shared, 'contracts');
const present = existsSync(path.join(contracts, 'x-openapi.json'));
if (!present) process.stdout.write('The official documents of X are not here: answers are not checked against them\n');

/** A check of one answer of one call against a document: the errors found. */
function loadDocument(
  file: string,
): (input: { path: string; method: string; status: string; body: unknown }) => readonly string[] {
  const document: unknown = JSON.parse(readFileSync(path.join(contracts, file), 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: false, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'x', ...asRecord(document) });
  return ({ path: call, method, status, body }) => {
    const operation = asRecord(asRecord(asRecord(asRecord(document)?.['paths'])?.[call])?.[method]);
    const response = asRecord(asRecord(operation?.['responses'])?.[status]);
    if (!response) return [`no answer ${status} of ${method} ${call} in the document`];
    const pointer = ['paths', call, method, 'responses', status, 'content', 'application/json', 'schema'];
    const ref = `x#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const validate = ajv.compile({ $ref: ref });
    return validate(body)
      ? []
      : (validate.errors ?? []).map((error) => `${call} ${error.instancePath} ${error.message ?? ''}`);
  };
}

const DOCUMENTS = [
  { file: 'x-openapi-2.166-tweet-names.json', vocabulary: 'tweet' },
  { file: 'x-openapi.json', vocabulary: 'post' },
] as const;

describe.runIf(present).each(DOCUMENTS)('the simulator by $file', ({ file, vocabulary }) => {
  let sim: XSimulator;
  let check: ReturnType<typeof loadDocument>;
  const token = { authorization: 'Bearer demo-Uppolice', 'content-type': 'application/json' };
  const get = async (address: string, query: Record<string, string> = {}): Promise<unknown> =>
    (await fetch(`${sim.origin}${address}?${new URLSearchParams(query).toString()}`, { headers: token })).json();
  const post = async (address: string, body: unknown): Promise<unknown> =>
    (await fetch(`${sim.origin}${address}`, { method: 'POST', headers: token, body: JSON.stringify(body) })).json();
  let plea = '';
  let own = '';

  beforeAll(async () => {
    check = loadDocument(file);
    sim = await startXSimulator({ port: 0, vocabulary });
    const author = { handle: 'asha', name: 'Asha' };
    const place = { fullName: 'Lucknow', bbox: [80.8, 26.7, 81.1, 27] as const };
    plea = sim.world.post({
      author,
      text: '@Uppolice चोरी & लूट #मदद https://x.example/a',
      pictures: 2,
      place,
      point: [80.9, 26.8],
      lang: 'hi',
    }).id;
    sim.world.post({ author, text: `@Uppolice ${'लंबा '.repeat(90)}`, inReplyTo: plea });
    sim.world.post({ author: { handle: 'ravi' }, text: '@Uppolice देखिए', quotes: plea });
    sim.world.post({ author: { handle: 'rt' }, text: 'RT @asha: @Uppolice चोरी', retweetOf: plea });
    const edited = sim.world.post({ author, text: '@Uppolice गलत' });
    sim.world.edit({ id: edited.id, text: '@Uppolice सही' });
    own = sim.world.user({ handle: 'Uppolice' }).id;
  });
  afterAll(() => sim.close());

  it('answers every call as the document says', async () => {
    const query = { ...postFields(vocabulary), max_results: '10' };
    const answers: [string, string, unknown][] = [
      ['/2/users/{id}/mentions', '200', await get(`/2/users/${own}/mentions`, query)],
      [
        '/2/users/{id}/mentions',
        '200',
        await get(`/2/users/${own}/mentions`, { ...query, since_id: '9000000000000000000' }),
      ],
      [
        '/2/tweets/search/recent',
        '200',
        await get('/2/tweets/search/recent', { ...query, query: '@Uppolice OR #मदद' }),
      ],
      ['/2/tweets', '200', await get('/2/tweets', { ...postFields(vocabulary), ids: `${plea},12345` })],
      ['/2/tweets/{id}', '200', await get(`/2/tweets/${plea}`, postFields(vocabulary))],
      ['/2/tweets/{id}', '200', await get('/2/tweets/12345')],
      ['/2/users/me', '200', await get('/2/users/me')],
      ['/2/users/by/username/{username}', '200', await get('/2/users/by/username/asha')],
    ];
    const errors = answers.flatMap(([call, status, body]) => check({ path: call, method: 'get', status, body }));
    expect(errors).toEqual([]);
    const mentions = parseXBody(JSON.stringify(answers[0]?.[2]));
    expect(mentions.rejections).toEqual([]);
    expect(mentions.items.map((item) => item.kind).sort()).toEqual(['mention', 'mention', 'quote', 'reply', 'retweet']);
  });

  it('answers what is written as the document says', async () => {
    const created = await post('/2/tweets', { text: 'उत्तर', reply: { in_reply_to_tweet_id: plea } });
    expect(check({ path: '/2/tweets', method: 'post', status: '201', body: created })).toEqual([]);
    const { sender } = sim.world.directMessage({ author: { handle: 'asha' }, to: 'Uppolice', text: 'निजी' });
    const sent = await post(`/2/dm_conversations/with/${sender.id}/messages`, { text: 'हाँ' });
    expect(
      check({ path: '/2/dm_conversations/with/{participant_id}/messages', method: 'post', status: '201', body: sent }),
    ).toEqual([]);
    const messages = await get('/2/dm_events', dmFields(vocabulary));
    expect(check({ path: '/2/dm_events', method: 'get', status: '200', body: messages })).toEqual([]);
    expect(parseXBody(JSON.stringify(messages)).items.map((item) => item.text)).toEqual(['हाँ', 'निजी']);
  });

  it('is asked only for fields and expansions that the document knows', () => {
    const document: unknown = JSON.parse(readFileSync(path.join(contracts, file), 'utf8'));
    const parameters = asRecord(asRecord(asRecord(document)?.['components'])?.['parameters']) ?? {};
    const known = (call: string, name: string): string => {
      const listed = asRecord(asRecord(asRecord(asRecord(document)?.['paths'])?.[call])?.['get'])?.['parameters'];
      const refs = (Array.isArray(listed) ? (listed as unknown[]) : []).map((entry) =>
        asText(asRecord(entry)?.['$ref'])?.split('/').at(-1),
      );
      const found = refs.map((ref) => asRecord(parameters[ref ?? ''])).find((entry) => entry?.['name'] === name);
      return JSON.stringify(asRecord(found?.['schema'])?.['items'] ?? null);
    };
    const unknown = (call: string, query: Record<string, string>): string[] =>
      Object.entries(query)
        .filter(([name]) => name.includes('fields') || name === 'expansions')
        .flatMap(([name, values]) =>
          values
            .split(',')
            .filter((value) => !known(call, name).includes(`"${value}"`))
            .map((value) => `${name}=${value}`),
        );
    expect(unknown('/2/users/{id}/mentions', postFields(vocabulary))).toEqual([]);
    expect(unknown('/2/dm_events', dmFields(vocabulary))).toEqual([]);
  });
});

describe.runIf(present)('official samples', () => {
  const folders = ['x/docs-samples', 'x/playground-examples'].map((folder) => path.join(contracts, folder));
  const files = present ? folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name))) : [];

  it('are all read without an exception, and what has an id and a text becomes an item', () => {
    expect(files.length).toBeGreaterThan(80);
    for (const file of files) {
      const sample: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const bodies = Array.isArray(sample) ? sample.map((entry: unknown) => asRecord(entry)?.['response']) : [sample];
      for (const body of bodies) {
        const { items } = parseXBody(JSON.stringify(body));
        const data = asRecord(body)?.['data'];
        const posts = (Array.isArray(data) ? (data as unknown[]) : [data]).filter(
          (entry) =>
            /^\d{1,19}$/.test(String(asRecord(entry)?.['id'])) && typeof asRecord(entry)?.['text'] === 'string',
        );
        expect(items.length, file).toBeGreaterThanOrEqual(posts.length);
      }
    }
  });
});
