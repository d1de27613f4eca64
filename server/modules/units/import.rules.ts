import { CODED_TYPES, makesCycle, mayStandUnder } from './tree.rules.ts';
import { UNIT_TYPES, type Alias, type Names, type Unit, type UnitType } from './units.types.ts';

export const IMPORT_COLUMNS = [
  'id',
  'type',
  'parent',
  'code',
  'name_en',
  'name_hi',
  'name_mr',
  'lat',
  'lon',
  'handles',
  'aliases',
  'localities',
  'head_rank',
  'evidence',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
const NEEDED: readonly ImportColumn[] = ['id', 'type', 'parent', 'name_en', 'name_hi'];

export interface ImportError {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
}

/** A line that can be read: a unit as the file wants it. `null` in a field: the file has no such column, keep what is. */
export interface ImportUnit {
  readonly line: number;
  readonly id: string;
  readonly type: UnitType;
  readonly parent: string | null;
  readonly code: string | null;
  readonly names: Names;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly evidence: string;
  readonly headRank: string | null;
  readonly aliases: readonly Alias[] | null;
}

/** Where each column stands; or what is wrong with the header. Unknown columns are ignored. */
export function readHeader(cells: readonly string[]): { places: Map<ImportColumn, number>; errors: ImportError[] } {
  const places = new Map<ImportColumn, number>();
  const errors: ImportError[] = [];
  for (const [place, cell] of cells.entries()) {
    const column = IMPORT_COLUMNS.find(
      (known) =>
        known ===
        cell
          .trim()
          .toLowerCase()
          .replaceAll(/[\s-]+/g, '_'),
    );
    if (!column) continue;
    if (places.has(column)) errors.push({ line: 1, field: column, code: 'units.column_twice' });
    else places.set(column, place);
  }
  for (const column of NEEDED)
    if (!places.has(column)) errors.push({ line: 1, field: column, code: 'units.column_missing' });
  return { places, errors };
}

const LONGEST: Partial<Record<ImportColumn, number>> = {
  id: 80,
  name_en: 120,
  name_hi: 120,
  name_mr: 120,
  evidence: 200,
};
const CONTROL = /\p{Cc}/u;

/** One line of cells as a unit, or everything that is wrong with it. */
export function readLine(input: {
  line: number;
  cells: readonly string[];
  places: ReadonlyMap<ImportColumn, number>;
}): { unit: ImportUnit | null; errors: ImportError[] } {
  const { line, cells, places } = input;
  const errors: ImportError[] = [];
  const wrong = (field: ImportColumn, code: string): void => void errors.push({ line, field, code });
  const cell = (column: ImportColumn): string => {
    const text = (cells[places.get(column) ?? -1] ?? '').normalize('NFC').trim();
    if (CONTROL.test(text)) wrong(column, 'units.bad_characters');
    if (text.length > (LONGEST[column] ?? 2000)) wrong(column, 'units.too_long');
    return text;
  };
  const degrees = (column: 'lat' | 'lon', limit: number): number | null => {
    const text = cell(column);
    if (text === '') return null;
    const value = /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(Math.abs(value) <= limit)) wrong(column, 'units.bad_point');
    return Number.isFinite(value) ? value : null;
  };

  const id = cell('id');
  if (!/^u_[a-z0-9_]{1,78}$/.test(id)) wrong('id', 'units.bad_id');
  const type = UNIT_TYPES.find((known) => known === cell('type'));
  if (!type) wrong('type', 'units.bad_type');
  const names = { en: cell('name_en'), hi: cell('name_hi'), mr: cell('name_mr') || null };
  if (!names.en) wrong('name_en', 'units.name_needed');
  if (!names.hi) wrong('name_hi', 'units.name_needed');
  const code = cell('code').toUpperCase() || null;
  if (code !== null && !/^[A-Z]{2,4}$/.test(code)) wrong('code', 'units.bad_code');
  if (type && (code === null) === CODED_TYPES.includes(type)) wrong('code', 'units.code_needed');
  const lat = degrees('lat', 90);
  const lon = degrees('lon', 180);
  if ((lat === null) !== (lon === null)) wrong('lat', 'units.bad_point');
  const evidence = cell('evidence') || 'imported';
  const aliases = readAliases({ cell, evidence, has: (column) => places.has(column) });
  if (aliases?.some(({ alias, kind }) => alias.length > 120 || (kind === 'handle' && !/^@\w{1,50}$/.test(alias))))
    wrong(aliases.some(({ alias }) => alias.length > 120) ? 'aliases' : 'handles', 'units.bad_alias');
  const parent = cell('parent') || null;
  const headRank = cell('head_rank') || null;
  if (errors.length > 0 || !type) return { unit: null, errors };
  return { unit: { line, id, type, parent, code, names, lat, lon, evidence, headRank, aliases }, errors };
}

function readAliases(input: {
  cell: (column: ImportColumn) => string;
  evidence: string;
  has: (column: ImportColumn) => boolean;
}): Alias[] | null {
  const { cell, evidence, has } = input;
  if (!has('handles') && !has('aliases') && !has('localities')) return null;
  const of = (kind: string, texts: readonly string[]): Alias[] =>
    [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].map((alias) => ({
      alias,
      kind,
      evidence,
    }));
  return [
    ...of('handle', cell('handles').split(/[\s|]+/)),
    ...of('name', cell('aliases').split('|')),
    ...of('locality', cell('localities').split('|')),
  ];
}

export interface Existing {
  readonly unit: Unit;
  readonly aliases: readonly Alias[];
}

/** Lines that are compared at a time. */
const STEP = 500;

export interface ImportPlan {
  readonly creates: readonly ImportUnit[];
  readonly changes: readonly {
    readonly before: Existing;
    readonly after: ImportUnit;
    readonly fields: readonly string[];
  }[];
  readonly errors: readonly ImportError[];
}

/** What differs between a unit and what the file wants. */
export function differences(before: Existing, after: ImportUnit): string[] {
  const { unit } = before;
  const fields: string[] = [];
  if (unit.type !== after.type) fields.push('type');
  if (unit.parent !== after.parent) fields.push('parent');
  if (unit.code !== after.code) fields.push('code');
  if (unit.names.en !== after.names.en) fields.push('name_en');
  if (unit.names.hi !== after.names.hi) fields.push('name_hi');
  if (unit.names.mr !== after.names.mr) fields.push('name_mr');
  if (unit.lat !== after.lat || unit.lon !== after.lon) fields.push('lat');
  if (unit.evidence !== after.evidence) fields.push('evidence');
  const key = (aliases: readonly Alias[]): string =>
    aliases
      .map(({ kind, alias }) => `${kind}:${alias}`)
      .sort()
      .join('\n');
  const imported = before.aliases.filter((alias) => alias.kind !== 'landmark');
  if (after.aliases && key(imported) !== key(after.aliases)) fields.push('aliases');
  return fields;
}

/**
 * Compares the lines with the units there are: what would be made, what would change, and every line that cannot be
 * applied. Units of the file may stand under each other in any order.
 */
export function* planImport(input: {
  lines: readonly ImportUnit[];
  existing: ReadonlyMap<string, Existing>;
}): Generator<void, ImportPlan> {
  const { lines, existing } = input;
  const errors: ImportError[] = [];
  const wanted = new Map<string, ImportUnit>();
  for (const line of lines) {
    if (wanted.has(line.id)) errors.push({ line: line.line, field: 'id', code: 'units.id_twice' });
    else wanted.set(line.id, line);
  }
  const parentOf = (id: string): string | null =>
    (wanted.has(id) ? wanted.get(id)?.parent : existing.get(id)?.unit.parent) ?? null;
  const codes = new Map<string, string>();
  const handles = new Map<string, string>();
  for (const { unit, aliases } of existing.values()) {
    if (unit.code !== null) codes.set(unit.code, unit.id);
    if (wanted.get(unit.id)?.aliases) continue;
    for (const { kind, alias } of aliases) if (kind === 'handle') handles.set(alias.toLowerCase(), unit.id);
  }
  let done = 0;
  for (const after of wanted.values()) {
    if (++done % STEP === 0) yield;
    const before = existing.get(after.id);
    const wrong = (field: string, code: string): void => void errors.push({ line: after.line, field, code });
    const parentType =
      after.parent === null ? null : (wanted.get(after.parent)?.type ?? existing.get(after.parent)?.unit.type);
    if (parentType === undefined) wrong('parent', 'units.parent_unknown');
    else if (!mayStandUnder(after.type, parentType)) wrong('parent', 'units.wrong_parent');
    else if (makesCycle({ unit: after.id, parent: after.parent, parentOf })) wrong('parent', 'units.cycle');
    else if (after.parent !== null && existing.get(after.parent)?.unit.validTo) wrong('parent', 'units.parent_unknown');
    if (before?.unit.validTo) wrong('id', 'units.closed');
    if (before && before.unit.type !== after.type) wrong('type', 'units.type_fixed');
    if (before && before.unit.code !== null && before.unit.code !== after.code) wrong('code', 'units.code_fixed');
    if (after.code !== null && (codes.get(after.code) ?? after.id) !== after.id) wrong('code', 'units.code_taken');
    if (after.code !== null) codes.set(after.code, after.id);
    for (const { kind, alias } of after.aliases ?? []) {
      if (kind !== 'handle') continue;
      if ((handles.get(alias.toLowerCase()) ?? after.id) !== after.id) wrong('handles', 'units.handle_taken');
      handles.set(alias.toLowerCase(), after.id);
    }
  }
  yield;
  const all = [...wanted.values()];
  return {
    creates: parentsFirst(all.filter((line) => !existing.has(line.id))),
    changes: all.flatMap((after) => {
      const before = existing.get(after.id);
      const fields = before ? differences(before, after) : [];
      return before && fields.length > 0 ? [{ before, after, fields }] : [];
    }),
    errors: errors.sort((one, other) => one.line - other.line),
  };
}

/** The same lines, every parent before its children; those in a circle come last. */
function parentsFirst(lines: readonly ImportUnit[]): ImportUnit[] {
  const waiting = new Map<string, ImportUnit[]>();
  const made = new Set(lines.map((line) => line.id));
  const ordered: ImportUnit[] = [];
  for (const line of lines) {
    if (line.parent === null || !made.has(line.parent)) ordered.push(line);
    else {
      const siblings = waiting.get(line.parent);
      if (siblings) siblings.push(line);
      else waiting.set(line.parent, [line]);
    }
  }
  for (let next = 0; next < ordered.length; next += 1) {
    const id = ordered[next]?.id ?? '';
    for (const child of waiting.get(id) ?? []) ordered.push(child);
    waiting.delete(id);
  }
  return [...ordered, ...[...waiting.values()].flat()];
}
