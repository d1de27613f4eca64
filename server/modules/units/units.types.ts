import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';
import type { BoundaryFile } from '../geography/boundary.types.ts';
import type { Role } from '../officers/actor.types.ts';
import type { SessionControl } from '../officers/officers.types.ts';
import type { GazetteerUnit } from '../inbound/stages.types.ts';

export type UnitRow = Tables['unit']['$inferSelect'];
export type AliasRow = Tables['unitAlias']['$inferSelect'];
export type PositionRow = Tables['position']['$inferSelect'];
export type PostingRow = Tables['posting']['$inferSelect'];

export const UNIT_TYPES = [
  'state',
  'zone',
  'range',
  'district',
  'commissionerate',
  'dcp-zone',
  'circle',
  'station',
  'outpost',
] as const;
export type UnitType = (typeof UNIT_TYPES)[number];

export interface Names {
  readonly en: string;
  readonly hi: string;
  readonly mr: string | null;
}

export interface Unit {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  /** Part of docket numbers; only states, districts and commissionerates have one. */
  readonly code: string | null;
  readonly names: Names;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly evidence: string;
  readonly validFrom: number;
  readonly validTo: number | null;
  readonly version: number;
}

export interface Alias {
  readonly alias: string;
  /** handle | name | locality | landmark */
  readonly kind: string;
  readonly evidence: string;
}

export interface Holder {
  readonly posting: string;
  readonly officer: string;
  readonly name: string;
  readonly kind: string;
}

/** An office, with the officer who holds it now. */
export interface Office {
  readonly id: string;
  readonly unit: string;
  readonly rank: string;
  readonly role: Role;
  readonly title: Names;
  readonly head: boolean;
  readonly version: number;
  readonly holder: Holder | null;
}

/** Questions that the tree alone answers. */
export interface UnitTree {
  byId(id: string): Unit | undefined;
  /** The unit itself, then its parents up to the root; empty for an unknown unit. */
  pathToRoot(id: string): readonly string[];
  /** True for the unit itself and everything below it. */
  isUnder(id: string, ancestor: string): boolean;
  children(id: string): readonly string[];
  /** The unit and everything below it. */
  under(id: string): readonly string[];
  all(): readonly Unit[];
}

/** The organisation in memory. Cheap to ask: nothing here reads the database but `refresh`. */
export interface UnitDirectory extends UnitTree {
  /** Names of a unit, closed ones included; undefined for an unknown id. */
  names(id: string): Names | undefined;
  /** The nearest district or commissionerate at or above the unit. */
  districtOf(id: string): string | null;
  /** The office that answers for the unit, vacant or held; null when the unit has none. */
  headOf(unit: string): Office | null;
  office(position: string): Office | null;
  officesOf(unit: string): readonly Office[];
  aliasesOf(unit: string): readonly Alias[];
  /** With or without @, any case. */
  byHandle(handle: string): Unit | undefined;
  /** The open units as the locating and routing stages take them; the same array until the units change. */
  gazetteer(): readonly GazetteerUnit[];
  /** Another one after every change of units, positions or postings; also kept in the database. */
  version(): string;
  /** Loads again when another version stands in the database; one small read when not. True when it loaded. */
  refresh(): Promise<boolean>;
}

/** What the use cases of units, positions and postings need. */
export interface UnitDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly directory: UnitDirectory;
  readonly sessions: SessionControl;
}

export interface BoundaryDeps extends UnitDeps {
  /** Reads a file of areas, off the loop where officers wait. */
  readonly readAreas: (text: string) => Promise<BoundaryFile>;
}
