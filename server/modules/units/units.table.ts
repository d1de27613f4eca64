import type { Kit } from '../../platform/db/kit.ts';
import type { Shape } from '../geography/boundary.types.ts';

/** The organisation: units in a dated tree, their other names, the offices in them and who holds these when. */
export const defineUnitTables = (k: Kit) => ({
  unit: k.table(
    'unit',
    {
      id: k.text('id').primaryKey(),
      type: k.text('type').notNull(),
      parent: k.text('parent'),
      /** Part of docket numbers: unique, never reused. Only districts and commissionerates have one. */
      code: k.text('code'),
      nameEn: k.text('name_en').notNull(),
      nameHi: k.text('name_hi').notNull(),
      nameMr: k.text('name_mr'),
      lat: k.real('lat'),
      lon: k.real('lon'),
      /** Where the values come from; `recalled` is unverified. */
      evidence: k.text('evidence').notNull(),
      validFrom: k.moment('valid_from').notNull(),
      validTo: k.moment('valid_to'),
      version: k.int('version').notNull(),
    },
    (t) => [k.uniqueIndex('unit_code').on(t.code), k.index('unit_parent').on(t.parent)],
  ),
  /** Every parent a unit ever had; the open one equals `unit.parent`. */
  unitEdge: k.table(
    'unit_edge',
    {
      child: k.text('child').notNull(),
      parent: k.text('parent').notNull(),
      validFrom: k.moment('valid_from').notNull(),
      validTo: k.moment('valid_to'),
    },
    (t) => [k.primaryKey({ columns: [t.child, t.validFrom] })],
  ),
  unitAlias: k.table(
    'unit_alias',
    {
      unit: k.text('unit').notNull(),
      alias: k.text('alias').notNull(),
      /** handle | name | locality | landmark */
      kind: k.text('kind').notNull(),
      evidence: k.text('evidence').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.unit, t.kind, t.alias] })],
  ),
  /** The area of a unit on the map, imported by an administrator. */
  unitBoundary: k.table('unit_boundary', {
    unit: k.text('unit').primaryKey(),
    /** Polygons of rings of `lon, lat, …`, the outline first. */
    shape: k.json<Shape>('shape').notNull(),
    at: k.moment('at').notNull(),
  }),
  position: k.table(
    'position',
    {
      id: k.text('id').primaryKey(),
      unit: k.text('unit').notNull(),
      /** sho, co, acp, sp, dcp, cp, dig, adg, dgp, operator, admin … */
      rank: k.text('rank').notNull(),
      /** Named set of capabilities: see officers.rules. */
      role: k.text('role').notNull(),
      titleEn: k.text('title_en').notNull(),
      titleHi: k.text('title_hi').notNull(),
      titleMr: k.text('title_mr'),
      /** The office that answers for the unit. */
      head: k.bool('head').notNull(),
      validFrom: k.moment('valid_from').notNull(),
      validTo: k.moment('valid_to'),
      version: k.int('version').notNull(),
    },
    (t) => [k.index('position_unit').on(t.unit)],
  ),
  posting: k.table(
    'posting',
    {
      id: k.text('id').primaryKey(),
      position: k.text('position').notNull(),
      officer: k.text('officer').notNull(),
      /** substantive | acting */
      kind: k.text('kind').notNull(),
      validFrom: k.moment('valid_from').notNull(),
      validTo: k.moment('valid_to'),
    },
    (t) => [k.index('posting_position').on(t.position), k.index('posting_officer').on(t.officer)],
  ),
});
