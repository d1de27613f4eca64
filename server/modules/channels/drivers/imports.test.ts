import { describe, expect, it } from 'vitest';
import { jsonlDriver } from './jsonl/driver.ts';
import { splitImport } from './lines.ts';
import { csvDriver } from './paste/csv.ts';
import { pasteDriver } from './paste/driver.ts';
import { refusesItem } from './report.ts';

describe('lines of JSON', () => {
  it('reads every field that replay knows', () => {
    const line = {
      id: 'd1',
      text: 'मदद @Uppolice',
      at: '2026-11-21T10:00:00+05:30',
      author: '@asha',
      kind: 'reply',
      inReplyTo: 'd0',
      tagged: ['lkopolice'],
      media: ['https://a.example/1.jpg'],
      geo: { lat: 26.8, lon: 80.9 },
    };
    const { items, rejections } = jsonlDriver.parse(JSON.stringify(line));
    expect(rejections).toEqual([]);
    expect(items[0]).toMatchObject({
      externalId: 'd1',
      kind: 'reply',
      inReplyTo: 'd0',
      at: Date.UTC(2026, 10, 21, 4, 30),
      author: { externalId: 'asha', handle: '@asha' },
      tagged: ['@lkopolice'],
      geo: { lat: 26.8, lon: 80.9 },
      media: [{ externalId: 'd1:0', kind: 'photo', url: 'https://a.example/1.jpg' }],
    });
  });

  it('needs only id and text; takes numbers as ids, milliseconds as times and a mere count of pictures', () => {
    const { items } = jsonlDriver.parse(
      '{"id":7,"text":"@lkopolice x","at":1795303649154,"media":2,"author":{"id":5,"name":"A"}}',
    );
    expect(items[0]).toMatchObject({
      externalId: '7',
      kind: 'mention',
      at: 1_795_303_649_154,
      tagged: ['@lkopolice'],
      author: { externalId: '5', handle: null, name: 'A' },
    });
    expect(items[0]?.media).toHaveLength(2);
  });

  it('names a wrong line by its number, and keeps a line of which only a field is wrong', () => {
    const body = [
      '{"id":"1","text":"a"}',
      '',
      'nonsense',
      '[]',
      '{"id":"2"}',
      '{"text":"b"}',
      '{"id":"3","text":"c","at":"gestern","kind":"x","geo":{"lat":200}}',
    ].join('\n');
    const { items, rejections } = jsonlDriver.parse(body);
    expect(items.map((item) => item.externalId)).toEqual(['1', '3']);
    expect(rejections).toEqual([
      { where: 'line 3', what: 'not-json' },
      { where: 'line 4', what: 'not-an-object' },
      { where: 'line 5', what: 'no-text' },
      { where: 'line 6', what: 'no-id' },
      { where: 'line 7.kind', what: 'not-a-kind' },
      { where: 'line 7.at', what: 'not-a-date' },
      { where: 'line 7.geo', what: 'not-a-place' },
    ]);
    expect(rejections.filter(refusesItem)).toHaveLength(4);
  });

  it('is cut into portions without losing a line', () => {
    const lines = Array.from({ length: 1_203 }, (_, index) => `{"id":"${index}","text":"x"}`);
    const portions = splitImport({ driver: 'jsonl', body: `${lines.join('\r\n')}\n\n` });
    expect(portions).toHaveLength(3);
    expect(portions.flatMap((portion) => jsonlDriver.parse(portion).items)).toHaveLength(1_203);
  });
});

describe('a table', () => {
  it('understands common headings, Indian dates, quoted line breaks and a sheet from the office', () => {
    const body =
      '\uFEFFTweet_ID;Message;Date;Handle;lat;lon\n11;"पहली पंक्ति\nदूसरी; ""उद्धृत"" @lkopolice";21/11/2026 10:30;@asha;26,8;80\n12;दूसरा;;;26.8;80.9\n';
    const { items, rejections } = csvDriver.parse(body);
    expect(items.map((item) => [item.externalId, item.kind])).toEqual([
      ['11', 'import'],
      ['12', 'import'],
    ]);
    expect(items[0]).toMatchObject({
      text: 'पहली पंक्ति\nदूसरी; "उद्धृत" @lkopolice',
      at: Date.UTC(2026, 10, 21, 5, 0),
      author: { handle: '@asha' },
      tagged: ['@lkopolice'],
      geo: null,
    });
    expect(items[1]?.geo).toEqual({ lat: 26.8, lon: 80.9 });
    expect(rejections).toEqual([{ where: 'row 2.geo', what: 'not-a-place' }]);
  });

  it('says what is missing', () => {
    expect(csvDriver.parse('a,b\n1,2').rejections).toEqual([{ where: 'body', what: 'no-heading' }]);
    expect(csvDriver.parse('').rejections).toEqual([{ where: 'body', what: 'not-a-table' }]);
    expect(csvDriver.parse('id,text\n1,\n,x\n2,y').rejections).toEqual([
      { where: 'row 2', what: 'no-text' },
      { where: 'row 3', what: 'no-id' },
    ]);
  });
});

describe('pasted text', () => {
  it('takes id, author and time from the address of a post', () => {
    const { items } = pasteDriver.parse('https://x.com/asha_k/status/1861000000000000000?s=20 मदद करें @Uppolice');
    expect(items[0]).toMatchObject({
      externalId: '1861000000000000000',
      kind: 'manual',
      text: 'मदद करें @Uppolice',
      author: { externalId: 'asha_k', handle: '@asha_k' },
      tagged: ['@Uppolice'],
    });
    expect(items[0]?.at).not.toBeNull();
  });

  it('is the same message when pasted twice, and several when lines of dashes stand between', () => {
    const [first, second] = ['मेरी  साइकिल चोरी', 'मेरी साइकिल चोरी'].map(
      (text) => pasteDriver.parse(text).items[0]?.externalId,
    );
    expect(first).toBe(second);
    expect(pasteDriver.parse('एक\n---\nदो\n=====\nतीन').items.map((item) => item.text)).toEqual(['एक', 'दो', 'तीन']);
  });

  it('is read in Unicode when it was typed in Kruti Dev, as a sheet is', () => {
    const typed = 'esjk eksckby dy pksjh gks x;k gS Fkkuk gtjrxat esa fjiksVZ ugha fy[kh';
    const meant = 'मेरा मोबाइल कल चोरी हो गया है थाना हजरतगंज में रिपोर्ट नहीं लिखी';
    expect(pasteDriver.parse(typed).items[0]?.text).toBe(meant);
    expect(csvDriver.parse(`id,text\n1,"${typed}"`).items[0]?.text).toBe(meant);
  });

  it('refuses an empty text and an address alone', () => {
    expect(pasteDriver.parse('  ').rejections).toEqual([{ where: 'line 1', what: 'no-text' }]);
    expect(pasteDriver.parse('https://twitter.com/a/status/12').rejections).toEqual([
      { where: 'line 1', what: 'link-without-text' },
    ]);
  });
});
