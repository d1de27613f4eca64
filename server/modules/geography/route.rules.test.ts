import { describe, expect, it } from 'vitest';
import type { Assessment } from '../inbound/stages.types.ts';
import { createGazetteer } from './gazetteer.rules.ts';
import { locate } from './locate.rules.ts';
import { route } from './route.rules.ts';
import { sampleUnits } from './testing.ts';

const gazetteer = createGazetteer(sampleUnits);
const routed = (text: string, aboutPolice: Assessment['aboutPolice'] = 'no', handles: string[] = []) =>
  route({ place: locate({ input: { text, handles }, gazetteer }), aboutPolice, gazetteer });

describe('routing', () => {
  it('sends to the station that is named', () => {
    expect(routed('थाना हजरतगंज में चोरी')).toMatchObject({ unit: 'hzg', why: 'station-in-text', second: null });
  });

  it('sends to the desk of the district when no station is named', () => {
    expect(routed('जौनपुर में चोरी')).toMatchObject({ unit: 'jnp', why: 'district-in-text' });
    expect(routed('चोरी', 'no', ['@jaunpurpolice'])).toMatchObject({ unit: 'jnp', why: 'district-handle' });
  });

  it.each(['yes', 'unclear'] as const)(
    'sends a complaint about police (%s) one level above the station',
    (aboutPolice) => {
      expect(routed('थाना केराकत के दरोगा', aboutPolice)).toMatchObject({
        unit: 'jnp-kerakat',
        why: 'one-above-police-complaint',
      });
      expect(routed('थाना हजरतगंज के सिपाही', aboutPolice)).toMatchObject({ unit: 'acp-hzg' });
    },
  );

  it('puts a border case before both stations', () => {
    const border = routed('लखनऊ में थाना हजरतगंज और थाना गोमतीनगर की सीमा पर झगड़ा');
    expect([border.unit, border.second].sort()).toEqual(['gmt', 'hzg']);
  });

  it('leaves to the desk what it cannot place', () => {
    expect(routed('मदद करो')).toEqual({ unit: null, why: 'no-place', alternatives: [], second: null });
    expect(routed('Patna me chori')).toMatchObject({ unit: null, why: 'outside' });
  });
});
