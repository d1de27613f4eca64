import { describe, expect, it } from 'vitest';
import { createGazetteer } from './gazetteer.rules.ts';
import { locate, type LocateInput } from './locate.rules.ts';
import { sampleUnits } from './testing.ts';

const gazetteer = createGazetteer(sampleUnits);
const at = (text: string, more: Partial<LocateInput> = {}) =>
  locate({ input: { text, handles: [], ...more }, gazetteer });

describe('locating', () => {
  it.each([
    ['थाना हजरतगंज में चोरी हुई', 'lko', 'hzg'],
    ['hajratgunj me mobile chheena', 'lko', 'hzg'],
    ['near gomti nagar crossing', 'lko', 'gmt'],
    ['ग्राम शिवपुर पोस्ट बेलाव थाना केराकत जिला जौनपुर', 'jnp', 'kerakat'],
    ['कोथरूडमध्ये गाडी चोरीला गेली', 'pune', 'kothrud'],
    ['loot in hazratjanj', 'lko', 'hzg'],
    ['वृंदावन में भीड़', 'mth', null],
    ['लखनऊ के थाना गाजीपुर में शिकायत', 'lko', 'lko-ghz'],
    ['गाजीपुर में बालू खनन', 'ghz', null],
    ['थाना कोतवाली जौनपुर', 'jnp', 'jnp-kotwali'],
  ])('%s', (text, district, station) => {
    expect(at(text)).toMatchObject({ district, station, why: 'text' });
  });

  it('gives spans as offsets into the text as delivered', () => {
    const text = '@UPPolice 😀 कल थाना हजरतगंज, #Jaunpur';
    const { spans } = at(text);
    expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(['हजरतगंज', 'Jaunpur']);
  });

  it('maps spans back through mended letters', () => {
    const broken = Buffer.from('घर', 'utf8').toString('latin1');
    const text = `${broken} lucknow`;
    expect(at(text).spans.map(([start, end]) => text.slice(start, end))).toEqual(['lucknow']);
  });

  it('takes one tagged handle, in any case, when the text names no place', () => {
    expect(at('please help', { handles: ['@LKOPolice'] })).toMatchObject({ district: 'lko', why: 'handle' });
    expect(at('please help', { handles: ['@lkopolice', '@jaunpurpolice'] })).toMatchObject({ district: null });
    expect(at('please help', { handles: ['@uppolice'] })).toMatchObject({ district: null, why: 'none' });
    expect(at('जौनपुर में चोरी', { handles: ['@lkopolice'] })).toMatchObject({ district: 'jnp', why: 'text' });
  });

  it('leaves open what stands for several units, and names them', () => {
    const open = at('कोतवाली थाना में सुनवाई नहीं');
    expect(open).toMatchObject({ district: null, station: null });
    expect(open.alternatives.map(({ unit }) => unit).sort()).toEqual(['ghz-kotwali', 'jnp-kotwali']);
  });

  it('takes the place of the event, not of the home', () => {
    expect(at('मैं जौनपुर का रहने वाला हूं, लखनऊ में मेरा बैग चोरी हुआ')).toMatchObject({ district: 'lko' });
  });

  it('knows what lies outside', () => {
    expect(at('Patna me meri bike chori hui', { handles: ['@uppolice'] })).toMatchObject({
      district: null,
      isOutside: true,
    });
  });

  it('does not take everyday words for names', () => {
    for (const text of ['वो गुंडे मुझे धमका रहे', 'karwai kijiye', 'कुछ भी कारवाई नहीं', 'बस एक बात'])
      expect(at(text).district).toBeNull();
  });

  it('takes coordinates and PIN codes when no name is given', () => {
    const why = (text: string) => at(text).why;
    expect(at('https://maps.google.com/?q=26.85,80.95 jaldi aao')).toMatchObject({ district: 'lko', why: 'point' });
    expect(at('https://www.google.com/maps/@26.85,80.95,17z')).toMatchObject({ district: 'lko', why: 'point' });
    expect(at('पिन कोड २२२००२ में चोरी')).toMatchObject({ district: 'jnp', why: 'pin' });
    expect(why('226001 रुपये ले लिए')).toBe('none');
    expect(why('rate 12.50, 80.95 per kg')).toBe('none');
  });

  it('says which words spoke for what', () => {
    expect(at('main Jaunpur ka hu, Hazratganj me chori hui').because).toEqual([
      { words: 'Jaunpur', unit: 'jnp', says: 'home' },
      { words: 'Hazratganj', unit: 'hzg', says: 'here' },
    ]);
  });

  it.each([
    ['lucknow se jaunpur jaate hue bag chori', null, null],
    ['Hazratganj se Gomti Nagar jate hue bag chori', 'lko', null],
    ['loot hui lucknow me, badmash jaunpur ki taraf bhage', 'lko', null],
    ['kotwali jaunpur ke inspector', 'jnp', 'jnp-kotwali'],
    ['Mathura road, Lucknow', 'lko', null],
    ['Jaunpur Prasad naam ka aadmi', null, null],
  ])('keeps apart where it happened and what else is named: %s', (text, district, station) => {
    expect(at(text)).toMatchObject({ district, station });
  });

  it('uses a geotag when words and handles are silent', () => {
    expect(at('help', { geo: { lat: 26.85, lon: 80.95 } })).toMatchObject({ district: 'lko', why: 'geotag' });
    expect(at('help', { geo: { lat: 10, lon: 10 } })).toMatchObject({ district: null });
  });
});
