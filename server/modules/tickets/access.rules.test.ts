import { describe, expect, it } from 'vitest';
import { accessUnits, accusedBy, docketCode, ownerOutside } from './access.rules.ts';
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
    expect(accusedBy({ tree, ticket, chosen: 'hazratganj' })).toBe('hazratganj');
    expect(accusedBy({ tree, ticket, chosen: 'lko' })).toBeNull();
    expect(accusedBy({ tree, ticket: { ...ticket, aboutPolice: 'no' }, chosen: 'hazratganj' })).toBeNull();
    expect(accusedBy({ tree, ticket: { ...ticket, accusedUnit: 'gomtinagar' }, chosen: 'hazratganj' })).toBe(
      'gomtinagar',
    );
  });

  it('takes the docket code from the district above', () => {
    expect(docketCode(tree, 'hazratganj')).toBe('LKO');
    expect(docketCode(tree, 'nowhere')).toBe('HQ');
  });
});
