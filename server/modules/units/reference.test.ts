import { describe, expect, it } from 'vitest';
import { loadReferenceUnits } from './reference.ts';

describe('reference units', () => {
  const units = loadReferenceUnits();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const count = (type: string, under = 'u_'): number =>
    units.filter((unit) => unit.type === type && unit.id.startsWith(under)).length;

  it('holds the force of Uttar Pradesh and the city police of Pune', () => {
    expect(count('zone', 'u_up')).toBe(8);
    expect(count('range', 'u_up')).toBe(18);
    expect(count('district', 'u_up') + count('commissionerate', 'u_up')).toBe(75);
    expect(count('commissionerate', 'u_up')).toBe(7);
    expect(count('station', 'u_up_lucknow')).toBe(54);
    expect(count('station', 'u_up') - count('station', 'u_up_lucknow')).toBe(72);
    expect(count('station', 'u_mh_pune')).toBe(44);
  });

  it('names every parent before its children, ids once, codes once', () => {
    const seen = new Set<string>();
    for (const unit of units) {
      expect(seen.has(unit.id), unit.id).toBe(false);
      if (unit.parent) expect(seen.has(unit.parent), unit.id).toBe(true);
      seen.add(unit.id);
    }
    const codes = units.flatMap((unit) => unit.code ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    for (const unit of units) {
      const needsCode = ['district', 'commissionerate', 'state'].includes(unit.type);
      expect(unit.code === null, unit.id).toBe(!needsCode);
    }
  });

  it('gives every unit its names, and every claimed value its evidence', () => {
    for (const unit of units) {
      expect(unit.names.en && unit.names.hi && unit.evidence, unit.id).toBeTruthy();
      if (unit.id.startsWith('u_mh')) expect(unit.names.mr, unit.id).toBeTruthy();
      if (['district', 'commissionerate'].includes(unit.type))
        expect(unit.lat && unit.lon && unit.handles.length, unit.id).toBeTruthy();
    }
    const handles = units.flatMap((unit) => unit.handles.map((handle) => handle.toLowerCase()));
    expect(new Set(handles).size).toBe(handles.length);
  });

  it('hangs a commissionerate under the state and Hazratganj under its circle', () => {
    expect(byId.get('u_up_lucknow')).toMatchObject({ type: 'commissionerate', parent: 'u_up', code: 'LKO' });
    expect(byId.get('u_up_lucknow_hazratganj')?.parent).toBe('u_up_lucknow_c_hazratganj');
    expect(byId.get('u_up_lucknow_c_hazratganj')?.parent).toBe('u_up_lucknow_z_central');
  });
});
