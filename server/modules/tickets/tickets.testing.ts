import type { UnitTree } from './tickets.types.ts';

const UNITS: Record<string, { type: string; parent: string | null; code: string | null }> = {
  up: { type: 'state', parent: null, code: 'HQ' },
  lko: { type: 'commissionerate', parent: 'up', code: 'LKO' },
  central: { type: 'dcp-zone', parent: 'lko', code: null },
  east: { type: 'dcp-zone', parent: 'lko', code: null },
  'hz-circle': { type: 'circle', parent: 'central', code: null },
  hazratganj: { type: 'station', parent: 'hz-circle', code: null },
  'gn-circle': { type: 'circle', parent: 'east', code: null },
  gomtinagar: { type: 'station', parent: 'gn-circle', code: null },
  vns: { type: 'range', parent: 'up', code: null },
  jnp: { type: 'district', parent: 'vns', code: 'JNP' },
  mh: { type: 'state', parent: null, code: 'MH' },
  pune: { type: 'commissionerate', parent: 'mh', code: 'PUN' },
  kerakat: { type: 'station', parent: 'jnp', code: null },
};

/** A small organisation for tests: one commissionerate with two zones, one district in a range, and another state. */
export function createTree(): UnitTree {
  const pathToRoot = (id: string): string[] => {
    const path: string[] = [];
    for (let at: string | null = id; at && UNITS[at]; at = UNITS[at]?.parent ?? null) path.push(at);
    return path;
  };
  return {
    byId: (id) => {
      const unit = UNITS[id];
      return unit && { id, ...unit, names: { en: id, hi: id, mr: null } };
    },
    pathToRoot,
    isUnder: (id, ancestor) => pathToRoot(id).includes(ancestor),
  };
}
