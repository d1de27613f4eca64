import { describe, expect, it } from 'vitest';
import { parseXBody } from './parse.ts';

const body = (value: unknown): string => JSON.stringify(value);
const one = (post: Record<string, unknown>, includes: Record<string, unknown> = {}) =>
  parseXBody(body({ data: [post], includes })).items[0];
const ID = '1861000000000000000';

describe('reading an answer of X', () => {
  it('needs no more than id and text; the time comes from the id then', () => {
    const { items, rejections } = parseXBody(body({ data: [{ id: ID, text: 'मदद @Uppolice' }] }));
    expect(rejections).toEqual([]);
    expect(items[0]).toMatchObject({
      externalId: ID,
      versionId: ID,
      kind: 'mention',
      text: 'मदद @Uppolice',
      author: null,
      tagged: ['@Uppolice'],
      reach: null,
    });
    expect(new Date(items[0]?.at ?? 0).getUTCFullYear()).toBe(2024);
  });

  it.each([
    [
      'tweet',
      {
        edit_history_tweet_ids: ['1', ID],
        note_tweet: { text: 'the whole of it' },
        referenced_tweets: [{ type: 'quoted', id: '5' }],
        public_metrics: { retweet_count: 7 },
      },
    ],
    [
      'post',
      {
        edit_history_post_ids: ['1', ID],
        note_post: { text: 'the whole of it' },
        referenced_posts: [{ type: 'quoted', id: '5' }],
        public_metrics: { repost_count: 7 },
      },
    ],
  ])('reads the %s vocabulary: first version, whole text, reference, reach', (_name, fields) => {
    expect(one({ id: ID, text: 'the whole…', ...fields })).toMatchObject({
      externalId: '1',
      versionId: ID,
      kind: 'quote',
      quotes: '5',
      text: 'the whole of it',
      reach: 7,
    });
  });

  it('tells replies, quotes and retweets apart and gives a retweet its whole text', () => {
    const original = { id: '10', text: 'बहुत लंबा पाठ', author_id: '3' };
    const includes = { tweets: [original], users: [{ id: '3', username: 'asha', name: 'Asha' }] };
    const retweet = one(
      { id: ID, text: 'RT @asha: बहुत…', referenced_tweets: [{ type: 'retweeted', id: '10' }] },
      includes,
    );
    expect(retweet).toMatchObject({ kind: 'retweet', retweetOf: '10', text: 'RT @asha: बहुत लंबा पाठ' });
    expect(
      one({
        id: ID,
        text: 'हाँ',
        referenced_tweets: [
          { type: 'replied_to', id: '10' },
          { type: 'quoted', id: '9' },
        ],
      }),
    ).toMatchObject({ kind: 'reply', inReplyTo: '10', quotes: '9' });
  });

  it('knows the author, the pictures and the best film that is not too large', () => {
    const includes = {
      users: [{ id: '3', username: 'asha', name: 'आशा' }],
      media: [
        { media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/media/a.jpg', alt_text: 'दरवाज़ा' },
        {
          media_key: '7_2',
          type: 'video',
          preview_image_url: 'https://pbs.twimg.com/p.jpg',
          variants: [
            { content_type: 'application/x-mpegURL', url: 'https://video.twimg.com/l.m3u8' },
            { bit_rate: 9_000_000, content_type: 'video/mp4', url: 'https://video.twimg.com/big.mp4' },
            { bit_rate: 800_000, content_type: 'video/mp4', url: 'https://video.twimg.com/small.mp4' },
          ],
        },
      ],
    };
    const item = one(
      { id: ID, text: 'x', author_id: '3', attachments: { media_keys: ['3_1', '7_2', '16_9'] } },
      includes,
    );
    expect(item?.author).toEqual({ externalId: '3', handle: '@asha', name: 'आशा' });
    expect(item?.media).toEqual([
      { externalId: '3_1', kind: 'photo', url: 'https://pbs.twimg.com/media/a.jpg', alt: 'दरवाज़ा' },
      { externalId: '7_2', kind: 'video', url: 'https://video.twimg.com/small.mp4', alt: null },
      { externalId: '16_9', kind: 'animation', url: null, alt: null },
    ]);
  });

  it('takes the point, else the middle of a town, never of a state', () => {
    const place = (type: string) => ({
      places: [
        {
          id: 'p',
          full_name: 'Lucknow',
          place_type: type,
          geo: { type: 'Feature', bbox: [80, 26, 82, 28], properties: {} },
        },
      ],
    });
    expect(one({ id: ID, text: 'x', geo: { place_id: 'p' } }, place('city'))?.geo).toEqual({
      lat: 27,
      lon: 81,
      label: 'Lucknow',
    });
    expect(one({ id: ID, text: 'x', geo: { place_id: 'p' } }, place('admin'))?.geo).toBeNull();
    const point = { place_id: 'p', coordinates: { type: 'Point', coordinates: [80.94, 26.85] } };
    expect(one({ id: ID, text: 'x', geo: point }, place('city'))?.geo).toEqual({
      lat: 26.85,
      lon: 80.94,
      label: 'Lucknow',
    });
    expect(one({ id: ID, text: 'x', geo: { coordinates: { coordinates: [800, 26] } } })?.geo).toBeNull();
  });

  it('counts code points, not UTF-16 units, where a handle is cut out of the text', () => {
    const text = '😀😀 क्षमा @lkopolice';
    expect(one({ id: ID, text, entities: { mentions: [{ start: 9, end: 19 }] } })?.tagged).toEqual(['@lkopolice']);
    expect(one({ id: ID, text: '@Uppolice @UPPOLICE mail a@b.com', entities: {} })?.tagged).toEqual(['@UPPOLICE']);
  });

  it('takes back the three escapes, and nothing else', () => {
    expect(one({ id: ID, text: 'a &amp;lt; &lt;b&gt; &quot;' })?.text).toBe('a &lt; <b> &quot;');
  });

  it('does not trust a language that means "could not tell"', () => {
    expect(
      ['hi', 'und', 'qme', 'zxx', 'EN', 'x'].map((lang) => one({ id: ID, text: 'x', lang })?.languageHint),
    ).toEqual(['hi', null, null, null, 'en', null]);
  });

  it('reads direct messages, also without a text when there is a picture, and passes over comings and goings', () => {
    const { items, rejections } = parseXBody(
      body({
        data: [
          {
            id: '11',
            event_type: 'MessageCreate',
            text: 'गोपनीय',
            sender_id: '3',
            dm_conversation_id: '3-4',
            created_at: '2026-11-21T00:00:00.000Z',
          },
          { id: '12', event_type: 'MessageCreate', sender_id: '3', attachments: { media_keys: ['3_1'] } },
          { id: '13', event_type: 'ParticipantsJoin' },
        ],
      }),
    );
    expect(items.map((item) => [item.externalId, item.kind, item.text, item.conversation])).toEqual([
      ['11', 'dm', 'गोपनीय', '3-4'],
      ['12', 'dm', '', null],
    ]);
    expect(items[0]?.at).toBe(Date.UTC(2026, 10, 21));
    expect(rejections).toEqual([]);
  });

  it('names what is gone, from answers that hold nothing but errors, by the last part of the type', () => {
    const problem = (host: string, name: string, id: string) => ({
      type: `https://${host}/2/problems/${name}`,
      resource_type: 'tweet',
      resource_id: id,
      value: id,
      parameter: 'ids',
      title: 'x',
    });
    const { gone, items, rejections } = parseXBody(
      body({
        errors: [
          problem('api.x.com', 'resource-not-found', '1'),
          problem('api.twitter.com', 'not-authorized-for-resource', '2'),
          { ...problem('api.x.com', 'resource-not-found', '3'), resource_type: 'user' },
        ],
      }),
    );
    expect([gone, items]).toEqual([['1', '2'], []]);
    expect(rejections).toEqual([{ where: 'errors.2', what: 'resource-not-found' }]);
  });

  it('keeps what it can read and says of the rest what and where', () => {
    const { items, rejections } = parseXBody(
      body({
        data: [
          { id: '1', text: 'gut' },
          { id: 2, text: 'x' },
          { id: '3' },
          null,
          { id: '4', text: 'x', created_at: 'gestern', author_id: {}, referenced_tweets: ['junk'] },
          'x',
        ],
      }),
    );
    expect(items.map((item) => item.externalId)).toEqual(['1', '4']);
    expect(rejections).toEqual([
      { where: 'data[1]', what: 'no-id' },
      { where: 'data[2]', what: 'no-text' },
      { where: 'data[3]', what: 'not-an-object' },
      { where: 'data[4].referenced_tweets[0]', what: 'not-a-reference' },
      { where: 'data[4].created_at', what: 'not-a-date' },
      { where: 'data[4].author_id', what: 'not-an-id' },
      { where: 'data[5]', what: 'not-an-object' },
    ]);
  });

  it.each([
    ['', 'not-json'],
    ['<html>', 'not-json'],
    ['{"data":[{"id":"1","te', 'not-json'],
    ['[]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['3', 'not-an-object'],
  ])('says of %j that it is %s', (text, what) => {
    expect(parseXBody(text)).toEqual({ items: [], gone: [], rejections: [{ where: 'body', what }] });
  });

  it('finds nothing wrong with an empty timeline', () => {
    expect(parseXBody('{"meta":{"result_count":0}}')).toEqual({ items: [], gone: [], rejections: [] });
  });

  it('leaves nothing in a text that a database refuses', () => {
    expect(one({ id: ID, text: 'a\u0000b\uD800c' })?.text).toBe('ab\uFFFDc');
  });
});
