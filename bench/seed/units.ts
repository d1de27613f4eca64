import { draftPositions } from '../../server/modules/units/new-offices.rules.ts';
import { insertPositions } from '../../server/modules/units/offices.repository.ts';
import { loadReferenceUnits, type ReferenceUnit } from '../../server/modules/units/reference.ts';
import { insertUnits } from '../../server/modules/units/units.repository.ts';
import type { Unit } from '../../server/modules/units/units.types.ts';
import type { Db } from '../../server/schema.ts';

const ALL_UNITS = 1600;
const ROOT = 'u_up';
const CIRCLES = 2;

export interface SeedStation {
  readonly id: string;
  readonly district: string;
  /** The unit itself, then its parents up to the root. */
  readonly path: readonly string[];
  readonly code: string;
  readonly head: string;
  readonly weight: number;
}

export interface SeedTree {
  readonly stations: readonly SeedStation[];
  readonly districts: readonly string[];
  readonly pathOf: (unit: string) => readonly string[];
  readonly headOf: (unit: string) => string;
  readonly count: number;
}

type Node = Pick<Unit, 'id' | 'type' | 'parent' | 'code'>;

/** The units and the positions of their heads, as plain data that crosses processes. */
export interface SeedUnits {
  readonly nodes: readonly Node[];
  readonly heads: readonly (readonly [string, string])[];
}

const isDistrict = ({ type }: Pick<Node, 'type'>): boolean => type === 'district' || type === 'commissionerate';

function madeUnit(input: { id: string; type: string; parent: string; name: string; at: number }): Unit {
  const { id, type, parent, name, at } = input;
  return {
    id,
    type,
    parent,
    code: null,
    names: { en: name, hi: name, mr: null },
    lat: null,
    lon: null,
    evidence: 'made up for measuring',
    validFrom: at,
    validTo: null,
    version: 1,
  };
}

/** Districts of which the reference knows no stations get circles and stations of their own, 1,600 units in all. */
function madeUnits({ reference, at }: { reference: readonly ReferenceUnit[]; at: number }): Unit[] {
  const filled = new Set(reference.map(({ parent }) => parent));
  const empty = reference.filter((unit) => isDistrict(unit) && !filled.has(unit.id));
  const made: Unit[] = [];
  const circles = empty.flatMap((district) =>
    Array.from({ length: CIRCLES }, (_, index) =>
      madeUnit({
        id: `${district.id}_c_made${index + 1}`,
        type: 'circle',
        parent: district.id,
        name: `${district.names.en} ${index === 0 ? 'City' : 'Sadar'} Circle`,
        at,
      }),
    ),
  );
  made.push(...circles);
  for (let number = 0; reference.length + made.length < ALL_UNITS && circles.length > 0; number++) {
    const circle = circles[number % circles.length];
    if (circle)
      made.push(
        madeUnit({
          id: `${circle.parent ?? ''}_made${number}`,
          type: 'station',
          parent: circle.id,
          name: `${circle.names.en.replace(/ Circle$/, '')} ${number}`,
          at,
        }),
      );
  }
  return made;
}

/** Adds the made-up units and their offices to a file that holds the reference units. */
export async function addUnits(db: Db, at: number): Promise<SeedUnits> {
  const reference = loadReferenceUnits();
  const made = madeUnits({ reference, at });
  await db.write(async (tx) => {
    await insertUnits(tx, made);
    await insertPositions(
      tx,
      made.flatMap((unit) => draftPositions({ unit, inCommissionerate: false, ids: null })),
    );
  });
  const nodes = [...reference, ...made].map(({ id, type, parent, code }) => ({ id, type, parent, code }));
  return { nodes, heads: await headsOf(db) };
}

async function headsOf(db: Db): Promise<[string, string][]> {
  const { position } = db.tables;
  const rows = await db.read.select({ id: position.id, unit: position.unit, head: position.head }).from(position);
  return rows.filter(({ head }) => head).map(({ unit, id }) => [unit, id]);
}

/** How much falls to the n-th largest of many: a few hold most. */
const share = (rank: number): number => 1 / (rank + 2) ** 1.05;

export function treeOf({ nodes, heads: positions }: SeedUnits): SeedTree {
  const heads = new Map(positions);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pathOf = (id: string): string[] => {
    const path: string[] = [];
    for (let at = byId.get(id); at; at = at.parent === null ? undefined : byId.get(at.parent)) path.push(at.id);
    return path;
  };
  const headOf = (unit: string): string => heads.get(unit) ?? '';
  const districts = nodes.filter((node) => isDistrict(node) && pathOf(node.id).includes(ROOT)).map(({ id }) => id);
  // The capital first, then as they stand: the order decides who is large.
  districts.sort((one, other) => Number(other === 'u_up_lucknow') - Number(one === 'u_up_lucknow'));
  const stations = districts.flatMap((district, rank) =>
    nodes
      .filter(({ id, type }) => type === 'station' && pathOf(id).includes(district))
      .map(({ id }, own) => ({
        id,
        district,
        path: pathOf(id),
        code: byId.get(district)?.code ?? 'HQ',
        head: headOf(id),
        weight: share(rank) * share(own),
      })),
  );
  return { stations, districts, pathOf, headOf, count: nodes.length };
}
