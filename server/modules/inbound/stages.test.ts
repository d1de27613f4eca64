import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { starterModel } from '../assessment/starter.ts';
import { sampleUnits } from '../geography/testing.ts';
import { createGazetteer } from '../geography/gazetteer.rules.ts';
import { createInlineStageRunner, runStages } from './stages.ts';
import type { StageInput } from './stages.types.ts';

const model = starterModel();
const context = { model, gazetteer: createGazetteer(sampleUnits) };
const read = (input: Partial<StageInput>) => runStages({ input: { id: 'm1', text: '', ...input }, context });

describe('the stages', () => {
  it('read a plea from words to unit', () => {
    const result = read({ text: 'सर थाना हजरतगंज क्षेत्र में मेरी बाइक चोरी हो गई', tagged: ['@UPPOLICE'] });
    expect(result).toMatchObject({
      id: 'm1',
      language: 'hi',
      script: 'Deva',
      assessment: { answer: 'act', category: 'theft' },
      place: { district: 'lko', station: 'hzg' },
      route: { unit: 'hzg', why: 'station-in-text' },
    });
  });

  it('keep a complaint about police from the station it names', () => {
    const result = read({ text: 'थाना केराकत के दरोगा रिश्वत मांग रहे हैं' });
    expect(result.assessment.aboutPolice).toBe('yes');
    expect(result.route.unit).toBe('jnp-kerakat');
  });

  it('give plain values that cross threads', () => {
    const result = read({ text: 'chori in Lucknow', tagged: ['@lkopolice'], geo: { lat: 26.8, lon: 80.9 } });
    expect(structuredClone(result)).toEqual(result);
  });

  it('count what stands on a picture as text, and answer in the language of the citizen', () => {
    const bare = read({ text: 'please see this', hasMedia: true });
    const seen = read({
      text: 'please see this',
      hasMedia: true,
      pictureText: 'सेवा में श्रीमान, कल रात लखनऊ में मेरी मोटरसाइकिल चोरी हो गई',
    });
    expect(bare.place.district).toBeNull();
    expect(seen.place.district).toBe('lko');
    expect(seen.place.spans).toEqual([]);
    expect(seen.assessment.category).toBe('theft');
    expect(seen.language).toBe('en');
    expect(seen.text.copyKey).not.toBe('');
  });

  it('take anything without throwing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, tagged) => {
          const result = read({ text, tagged });
          expect(result.assessment.score).toBeGreaterThanOrEqual(0);
          expect(result.assessment.score).toBeLessThanOrEqual(1);
          for (const [start, end] of result.place.spans)
            expect(start >= 0 && start < end && end <= text.length).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('take the enormous in bounded time', () => {
    const started = performance.now();
    for (const text of [
      'क'.repeat(100_000),
      'थाना हजरतगंज '.repeat(8_000),
      '😀'.repeat(50_000),
      '1'.repeat(100_000),
      'à¤²à¤–'.repeat(20_000),
    ])
      read({ text });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it('use new units for messages read after they were set', async () => {
  const runner = createInlineStageRunner({ model });
  const input = { id: '1', text: 'लखनऊ में चोरी' };
  expect((await runner.run([input]))[0]?.place.district).toBeNull();
  await runner.setUnits(sampleUnits);
  expect((await runner.run([input]))[0]?.place.district).toBe('lko');
  await runner.close();
});
