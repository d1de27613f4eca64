import type { Actor } from '../officers/actor.types.ts';
import { hasCapability, requireCapability } from '../officers/officers.rules.ts';
import { fail } from '../../platform/errors.ts';
import type { ListPositionsQuery, ListUnitsQuery } from './units.schemas.ts';
import type { Alias, Names, Office, Unit, UnitDirectory } from './units.types.ts';

/** A unit as lists show it. */
export interface UnitView {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  readonly code: string | null;
  readonly name: Names;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly evidence: string;
  readonly validFrom: number;
  readonly validTo: number | null;
  readonly version: number;
  /** The district or commissionerate it lies in: many stations share a name. */
  readonly district: { readonly id: string; readonly name: Names } | null;
  /** Nobody holds the office that answers for it. */
  readonly vacant: boolean;
}

export interface UnitDetail extends UnitView {
  readonly path: readonly { readonly id: string; readonly type: string; readonly name: Names }[];
  readonly positions: readonly Office[];
  readonly aliases: readonly Alias[];
}

interface Question<Input> {
  readonly deps: { readonly directory: UnitDirectory };
  readonly actor: Actor | null;
  readonly input: Input;
}

export function toUnitView(unit: Unit, directory: UnitDirectory): UnitView {
  const { names, ...rest } = unit;
  const district = directory.byId(directory.districtOf(unit.id) ?? '');
  const within = district && district.id !== unit.id ? { id: district.id, name: district.names } : null;
  return { ...rest, name: names, district: within, vacant: !directory.headOf(unit.id)?.holder };
}

const signedIn = (actor: Actor | null): Actor =>
  actor ?? fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });

function matches(unit: Unit, words: string, directory: UnitDirectory): boolean {
  const { en, hi, mr } = unit.names;
  const texts = [en, hi, mr ?? '', unit.code ?? '', ...directory.aliasesOf(unit.id).map((alias) => alias.alias)];
  return texts.some((text) => text.toLowerCase().includes(words));
}

const homesOf = (actor: Actor, directory: UnitDirectory): readonly string[] =>
  actor.posts.flatMap(({ unit }) => directory.pathToRoot(unit).at(-1) ?? []);

/**
 * Open units by id, after the cursor; administrators see closed ones too. Every officer may look the organisation up;
 * `under=home` keeps to the officer's own state.
 */
export function findUnits({ deps, actor, input }: Question<ListUnitsQuery>): {
  units: UnitView[];
  next: string | null;
} {
  const reader = signedIn(actor);
  const seesClosed = hasCapability(reader, 'admin.units');
  const { directory } = deps;
  const tops = input.under === 'home' ? homesOf(reader, directory) : input.under === undefined ? null : [input.under];
  const words = input.q?.toLowerCase() ?? '';
  const found: Unit[] = [];
  for (const unit of directory.all()) {
    if (input.cursor !== undefined && unit.id <= input.cursor) continue;
    if (unit.validTo !== null && !seesClosed) continue;
    if (input.type && !input.type.some((type) => type === unit.type)) continue;
    if (tops !== null && !tops.some((top) => directory.isUnder(unit.id, top))) continue;
    if (words && !matches(unit, words, directory)) continue;
    found.push(unit);
    if (found.length > input.limit) break;
  }
  const page = found.slice(0, input.limit);
  return {
    units: page.map((unit) => toUnitView(unit, directory)),
    next: found.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

export function readUnit({ deps, actor, input }: Question<{ id: string }>): UnitDetail {
  signedIn(actor);
  const { directory } = deps;
  const unit = directory.byId(input.id) ?? fail({ code: 'units.not_found', kind: 'not-found' });
  return {
    ...toUnitView(unit, directory),
    path: directory.pathToRoot(unit.id).flatMap((id) => {
      const at = directory.byId(id);
      return at ? [{ id, type: at.type, name: at.names }] : [];
    }),
    positions: directory.officesOf(unit.id),
    aliases: directory.aliasesOf(unit.id),
  };
}

/** Open offices by unit and id, after the cursor; `vacant`: only those that nobody holds. */
export function findPositions({ deps, actor, input }: Question<ListPositionsQuery>): {
  positions: Office[];
  next: string | null;
} {
  requireCapability(actor, 'admin.units');
  const { directory } = deps;
  const units =
    input.under === undefined ? directory.all().map((unit) => unit.id) : [...directory.under(input.under)].sort();
  const found = units
    .flatMap((unit) => directory.officesOf(unit))
    .filter((office) => input.vacant === undefined || (office.holder === null) === (input.vacant === '1'));
  const start = input.cursor === undefined ? 0 : found.findIndex((office) => office.id === input.cursor) + 1;
  const page = found.slice(start, start + input.limit);
  return { positions: page, next: start + input.limit < found.length ? (page.at(-1)?.id ?? null) : null };
}
