import { describe, expect, it } from 'vitest';
import { foldText } from '../language/fold.rules.ts';
import { accessUnits, accusedBy, docketCode, ownerOutside, requireUnit } from './access.rules.ts';
import { createTree } from './tickets.testing.ts';

const tree = createTree();
const base = { tree, desk: 'up', second: null, accusedUnit: null };

describe('who may see', () => {
  it('is everyone from the owner to the root', () => {
    expect(accessUnits({ ...base, owner: 'hazratganj' }).sort()).toEqual([
      'central',
      'hazratganj',
      'hz-circle',
      'lko',
      'up',
    ]);
  });

  it('is both sides of a border case', () => {
    const units = accessUnits({ ...base, owner: 'hazratganj', second: 'gomtinagar' });
    expect(units).toContain('gomtinagar');
    expect(units).toContain('east');
  });

  it('is the desk alone until there is an owner', () => {
    expect(accessUnits({ ...base, desk: 'lko', owner: null }).sort()).toEqual(['lko', 'up']);
  });

  it('is never the unit complained of nor anything under it', () => {
    const units = accessUnits({ ...base, owner: 'hazratganj', accusedUnit: 'hz-circle' });
    expect(units.sort()).toEqual(['central', 'lko', 'up']);
    expect(ownerOutside({ tree, owner: 'hazratganj', accusedUnit: 'hz-circle' })).toBe('central');
    expect(ownerOutside({ tree, owner: 'hazratganj', accusedUnit: 'hazratganj' })).toBe('hz-circle');
    expect(ownerOutside({ tree, owner: 'hazratganj', accusedUnit: 'gomtinagar' })).toBe('hazratganj');
  });

  it('stays with the desk at the top when its head is complained of', () => {
    expect(accessUnits({ ...base, owner: 'hazratganj', accusedUnit: 'up' })).toEqual(['up']);
  });

  it('takes the station chosen for a complaint about police as the one complained of', () => {
    const ticket = { aboutPolice: 'unclear', accusedUnit: null };
    const words = foldText('daroga took a bribe').split(' ');
    const by = (more: object) => accusedBy({ tree, ticket, chosen: 'hazratganj', words, ...more });
    expect(by({})).toBe('hazratganj');
    expect(by({ chosen: 'lko' })).toBeNull();
    expect(by({ ticket: { ...ticket, aboutPolice: 'no' } })).toBeNull();
    expect(by({ ticket: { ...ticket, accusedUnit: 'gomtinagar' } })).toBe('gomtinagar');
  });

  it.each([
    ['SHO ने रिश्वत मांगी, SP sahab se shikayat', 'hazratganj'],
    ['सीओ साहब ने रिश्वत मांगी', 'hz-circle'],
    ['the circle officer slapped me', 'hz-circle'],
    ['डीसीपी ने घूस ली', 'central'],
    ['the commissioner took a bribe', 'lko'],
    ['पुलिस ने मारा', 'hazratganj'],
  ])('takes the officer nearest to the deed in "%s"', (text, unit) => {
    const ticket = { aboutPolice: 'yes', accusedUnit: null };
    expect(accusedBy({ tree, ticket, chosen: 'hazratganj', words: foldText(text).split(' ') })).toBe(unit);
  });

  it('hides a complaint about a superintendent from the whole district', () => {
    const ticket = { aboutPolice: 'yes', accusedUnit: null };
    const accusedUnit = accusedBy({ tree, ticket, chosen: 'kerakat', words: foldText('SP ने रिश्वत ली').split(' ') });
    expect(accusedUnit).toBe('jnp');
    expect(ownerOutside({ tree, owner: 'kerakat', accusedUnit })).toBe('vns');
    expect(accessUnits({ ...base, owner: 'vns', accusedUnit }).sort()).toEqual(['up', 'vns']);
  });

  it('takes only units of one force', () => {
    const wanted = (unit: string) => () => requireUnit(tree, { unit, within: 'hz-circle', field: 'to' });
    expect(wanted('kerakat')).not.toThrow();
    expect(wanted('nowhere')).toThrow('tickets.unit_unknown');
    expect(wanted('pune')).toThrow('tickets.unit_outside');
  });

  it('takes the docket code from the district above', () => {
    expect(docketCode(tree, 'hazratganj')).toBe('LKO');
    expect(docketCode(tree, 'nowhere')).toBe('HQ');
  });
});
