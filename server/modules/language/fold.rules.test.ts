import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, foldWord } from './fold.rules.ts';

describe('the fold', () => {
  it.each([
    ['हजरतगंज', 'hazratganj', 'hajratgunj', 'Hazratgunj'],
    ['थाने', 'thane', 'thaane'],
    ['पुलिस', 'police', 'POLICE', 'pulis'],
    ['चौक', 'chowk', 'chauk'],
    ['मुजफ्फरनगर', 'muzaffarnagar', 'mujaffarnagar'],
    ['कृष्णानगर', 'krishnanagar', 'krishna nagar'.replace(' ', '')],
    ['लड़की', 'ladki', 'larki'],
    ['विश्रांतवाडी', 'vishrantwadi'],
    ['पहले', 'pehle', 'pahle'],
    ['ज़मीन', 'zameen', 'jamin', 'जमीन'],
    ['आजमगढ़', 'azamgarh', 'ajamgadh', 'Azamgadh'],
    ['थानों', 'thanon', 'thano', 'थानो'],
    ['लड़कियाँ', 'ladkiyan', 'ladkiya', 'larkiyan', 'लड़कियां'],
    ['गई', 'gayi', 'gai', 'गयी'],
    ['हुए', 'huye', 'huwe', 'हुये'],
    ['क्षेत्र', 'kshetra', 'kshetraa'],
    ['रिक्शा', 'riksha', 'rickshaw'],
    ['विज्ञान', 'vigyan', 'vidnyan'],
    ['एफआईआर', 'FIR', 'fir', 'एफआइआर'],
    ['चालान', 'challan', 'chalan'],
    ['सिंह', 'singh', 'Singh'],
    ['गाँव', 'gaon', 'gaav', 'ganv', 'गांव'],
    ['शांति', 'shanti', 'shaanti', 'santi'],
    ['सम्पत्ति', 'संपत्ति', 'sampatti', 'sampati'],
    ['एक्सप्रेस', 'ekspres', 'express'],
    ['क्वालिटी', 'quality'],
    ['फूल', 'phool', 'fool', 'phul'],
    ['वाहन', 'vahan', 'waahan'],
    ['टाळा', 'tala', 'taala'],
    ['स्टेशन', 'station', 'steshan'],
    ['१२३', '123'],
  ])('brings %s and its spellings together', (first, ...others) => {
    for (const other of others) expect(foldWord(other)).toBe(foldWord(first));
  });

  it('keeps words apart that mean different things', () => {
    expect(foldWord('लड़का')).not.toBe(foldWord('लड़की'));
    expect(foldWord('थाना')).not.toBe(foldWord('थाने'));
    expect(foldWord('मेरा')).not.toBe(foldWord('मारा'));
    expect(foldWord('चोरी')).not.toBe(foldWord('चूरी'));
    expect(foldWord('कहता')).not.toBe(foldWord('खाता'));
    expect(foldWord('फिर')).not.toBe(foldWord('FIR'));
    expect(foldWord('है')).not.toBe(foldWord('ही'));
  });

  it('changes nothing when applied twice', () => {
    const devanagari = fc.string({ unit: fc.constantFrom(...'कखगचजटडतदनपबमयरलवशसहअआइउएा िीुूेैोौंँ़्ज्ञ'), maxLength: 20 });
    const latin = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz '), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(devanagari, latin, fc.string({ unit: 'grapheme' })), (text) => {
        const once = foldText(text);
        expect(foldText(once)).toBe(once);
      }),
      { numRuns: 1500 },
    );
  });
});
