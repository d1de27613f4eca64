import { describe, expect, it } from 'vitest';
import { splitHashtag } from './hashtag.rules.ts';
import { repairMojibake } from './mojibake.rules.ts';
import { normalise } from './normalise.rules.ts';

/** What a reader of Windows-1252 makes of UTF-8; the five bytes it lacks stay as control characters. */
const misread = (text: string): string =>
  Array.from(Buffer.from(text, 'utf8'), (byte) => new TextDecoder('windows-1252').decode(Uint8Array.of(byte))).join('');

describe('normalising', () => {
  it('mends UTF-8 that was read as Windows-1252 or Latin-1, also twice', () => {
    expect(repairMojibake(misread('लखनऊ में चोरी – help')).text).toBe('लखनऊ में चोरी – help');
    expect(repairMojibake(Buffer.from('थाना', 'utf8').toString('latin1')).text).toBe('थाना');
    expect(repairMojibake(misread(misread('थाना'))).text).toBe('थाना');
  });

  it('leaves proper text alone', () => {
    for (const text of ['café à la carte', 'Ça va', 'लखनऊ', '50 £ • déjà'])
      expect(repairMojibake(text)).toEqual({ text, origin: null });
  });

  it('remembers where a mended letter stood', () => {
    const text = `x ${misread('क')} y`;
    const { text: mended, origin } = repairMojibake(text);
    expect(mended).toBe('x क y');
    expect(origin?.[mended.indexOf('y')]).toBe(text.indexOf('y'));
  });

  it('takes retweet prefix, links and handles out and splits hashtags', () => {
    const text = normalise('RT @someone: @UPPolice देखिए #SaveOurStreet https://t.co/abc123 मददददद १२');
    expect(text).toMatchObject({
      isRetweet: true,
      handles: ['@uppolice'],
      hashtags: ['SaveOurStreet'],
      plain: 'देखिए Save Our Street मद 12',
    });
    expect(text.tokens).toHaveLength(text.fold.split(' ').length);
    expect(splitHashtag('hardoipolice')).toBe('hardoi police');
  });

  it.each([
    ['SaveLucknow', 'Save Lucknow'],
    ['justiceforsita', 'justice for sita'],
    ['JusticeForSita', 'Justice For Sita'],
    ['लखनऊ_पुलिस', 'लखनऊ पुलिस'],
    ['कानपुरपुलिस', 'कानपुर पुलिस'],
    ['stopcrime', 'stop crime'],
    ['Covid19India', 'Covid 19 India'],
    ['lucknow', 'lucknow'],
  ])('splits #%s into %s', (tag, words) => {
    expect(splitHashtag(tag)).toBe(words);
  });

  it("takes off what says that the words are another's", () => {
    expect(normalise('“@abc: road par ladai ho rahi hai')).toMatchObject({
      isRetweet: true,
      plain: 'road par ladai ho rahi hai',
    });
    expect(normalise('QT @abc QT @xyz: help').plain).toBe('help');
    expect(normalise('Forwarded as received: suno bhai').plain).toBe('suno bhai');
    expect(normalise('chori ho gayi (via @news_XX)').plain).toBe('chori ho gayi');
    expect(normalise('he came via @abc road yesterday').handles).toEqual(['@abc']);
  });

  it('knows a text that was cut, and drops the stump of its link', () => {
    expect(normalise('RT @a: chowk me chori ho gayi htt…')).toMatchObject({ isTruncated: true });
    expect(normalise('RT @a: chowk me chori ho gayi https:/…').fold).toBe(normalise('chowk me chori ho gayi').fold);
    expect(normalise('suno... yahan aao').isTruncated).toBe(false);
  });

  it('reads letters that only look different', () => {
    expect(normalise('ＨＥＬＰ 𝐩𝐨𝐥𝐢𝐜𝐞').plain).toBe('HELP police');
    expect(normalise('पु\u200bलिस अाज').plain).toBe('पुलिस आज');
  });

  it('does not take an address of mail for a handle', () => {
    expect(normalise('write to help@example.org now').handles).toEqual([]);
  });

  it('gives copies one key across scripts and decoration, and other facts another', () => {
    const first = normalise('हजरतगंज में दो लड़के मोबाइल छीनकर भागे गाड़ी 4521').copyKey;
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(normalise('RT @a: हजरतगंज में दो लड़के मोबाइल छीनकर भागे!! गाड़ी ४५२१ https://t.co/x').copyKey).toBe(first);
    expect(normalise('हजरतगंज में दो लड़के मोबाइल छीनकर भागे गाड़ी 4522').copyKey).not.toBe(first);
    expect(normalise('please help sir').copyKey).toBe('');
  });

  it('takes anything in bounded time', () => {
    const started = performance.now();
    for (const text of [
      '',
      '😀😀😀',
      '\ud800 lone',
      '\u0000\u0001\ufffd',
      'अ'.repeat(100_000),
      '@a '.repeat(40_000),
      '# '.repeat(50_000),
      'à¤'.repeat(50_000),
      'a'.repeat(100_000),
    ])
      expect(typeof normalise(text).fold).toBe('string');
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
