import type { Clock } from '../../platform/clock/clock.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tx } from '../../schema.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import type { Role } from '../officers/actor.types.ts';
import type { Shape } from '../geography/boundary.types.ts';
import { loadBoundaries } from './boundaries.repository.ts';
import type { GazetteerUnit } from '../inbound/stages.types.ts';
import { loadPositions, loadPostings, type NamedPosting } from './offices.repository.ts';
import { createUnitTree } from './tree.rules.ts';
import type { Alias, Office, PositionRow, Unit, UnitDirectory } from './units.types.ts';
import { claimTree, loadAliases, loadUnits, readTreeVersion } from './units.repository.ts';

interface Content {
  readonly version: string;
  readonly units: readonly Unit[];
  readonly aliases: readonly (Alias & { unit: string })[];
  readonly positions: readonly PositionRow[];
  readonly postings: readonly NamedPosting[];
  readonly boundaries: ReadonlyMap<string, Shape>;
}

const bare = (handle: string): string => handle.replace(/^@/, '').toLowerCase();

function groupBy<Row, Key>(rows: readonly Row[], key: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

const asRole = (role: string): Role => (capabilitiesOf(role).length > 0 ? (role as Role) : 'station');

/** Everything that is asked of one loaded state of the organisation. */
function index(content: Content, clock: Clock) {
  const tree = createUnitTree(content.units);
  const aliases = groupBy(content.aliases, (alias) => alias.unit);
  const positions = groupBy(content.positions, (position) => position.unit);
  const positionById = new Map(content.positions.map((position) => [position.id, position]));
  const postings = groupBy(content.postings, (posting) => posting.position);
  const handles = new Map<string, Unit>();
  for (const { unit, alias, kind } of content.aliases) {
    const owner = tree.byId(unit);
    if (kind === 'handle' && owner && owner.validTo === null) handles.set(bare(alias), owner);
  }
  let gazetteer: readonly GazetteerUnit[] | null = null;

  function holderOf(position: string): Office['holder'] {
    const now = clock.now();
    const current = (postings.get(position) ?? []).filter(
      (row) => row.validFrom <= now && (row.validTo === null || row.validTo > now),
    );
    const holder = current.findLast((row) => row.kind === 'acting') ?? current.at(-1);
    return holder ? { posting: holder.id, officer: holder.officer, name: holder.name, kind: holder.kind } : null;
  }

  const toOffice = (row: PositionRow): Office => ({
    id: row.id,
    unit: row.unit,
    rank: row.rank,
    role: asRole(row.role),
    title: { en: row.titleEn, hi: row.titleHi, mr: row.titleMr },
    head: row.head,
    version: row.version,
    holder: holderOf(row.id),
  });

  const isOpen = (row: { validTo: number | null }): boolean => row.validTo === null || row.validTo > clock.now();
  const textsOf = (unit: string, kinds: readonly string[]): string[] =>
    (aliases.get(unit) ?? []).filter((alias) => kinds.includes(alias.kind)).map((alias) => alias.alias);

  function boundaryOf(id: string): { boundary?: Shape } {
    const boundary = content.boundaries.get(id);
    return boundary ? { boundary } : {};
  }

  function makeGazetteer(): readonly GazetteerUnit[] {
    return content.units.filter(isOpen).map(({ id, type, parent, names, lat, lon }) => ({
      id,
      type,
      parent,
      names: [...new Set([names.en, names.hi, ...(names.mr ? [names.mr] : [])])],
      aliases: textsOf(id, ['name', 'locality', 'landmark']),
      handles: textsOf(id, ['handle']),
      ...(lat === null || lon === null ? {} : { lat, lon }),
      ...boundaryOf(id),
    }));
  }

  return {
    ...tree,
    version: content.version,
    handles,
    officesOf: (unit: string): Office[] => (positions.get(unit) ?? []).filter(isOpen).map(toOffice),
    headOf: (unit: string): Office | null => {
      const head = positions.get(unit)?.find((row) => row.head && isOpen(row));
      return head ? toOffice(head) : null;
    },
    office: (id: string): Office | null => {
      const row = positionById.get(id);
      return row && isOpen(row) ? toOffice(row) : null;
    },
    aliasesOf: (unit: string): Alias[] =>
      (aliases.get(unit) ?? []).map(({ alias, kind, evidence }) => ({ alias, kind, evidence })),
    gazetteer: () => (gazetteer ??= makeGazetteer()),
  };
}

type Index = ReturnType<typeof index>;

function overIndex(current: () => Index, refresh: () => Promise<boolean>): UnitDirectory {
  return {
    byId: (id) => current().byId(id),
    pathToRoot: (id) => current().pathToRoot(id),
    isUnder: (id, ancestor) => current().isUnder(id, ancestor),
    children: (id) => current().children(id),
    under: (id) => current().under(id),
    all: () => current().all(),
    names: (id) => current().byId(id)?.names,
    districtOf: (id) => {
      const now = current();
      const isDistrict = (at: string): boolean => ['district', 'commissionerate'].includes(now.byId(at)?.type ?? '');
      return now.pathToRoot(id).find(isDistrict) ?? null;
    },
    headOf: (unit) => current().headOf(unit),
    office: (position) => current().office(position),
    officesOf: (unit) => current().officesOf(unit),
    aliasesOf: (unit) => current().aliasesOf(unit),
    byHandle: (handle) => current().handles.get(bare(handle)),
    gazetteer: () => current().gazetteer(),
    version: () => current().version,
    refresh,
  };
}

/** The organisation as the database has it, loaded once and again when its version there is another. */
export async function createUnitDirectory({ db, clock }: { db: Db; clock: Clock }): Promise<UnitDirectory> {
  async function load(version: string): Promise<Index> {
    const now = clock.now();
    const [units, aliases, positions, postings, boundaries] = await Promise.all([
      loadUnits(db.read),
      loadAliases(db.read),
      loadPositions(db.read, now),
      loadPostings(db.read, now),
      loadBoundaries(db.read),
    ]);
    return index({ version, units, aliases, positions, postings, boundaries }, clock);
  }
  let current = await load(await readTreeVersion(db.read));
  let loading: Promise<boolean> | null = null;

  async function reload(): Promise<boolean> {
    const version = await readTreeVersion(db.read);
    if (version === current.version) return false;
    current = await load(version);
    return true;
  }

  /** A call that comes while another is under way starts after it, so that it sees what its caller has committed. */
  async function refresh(): Promise<boolean> {
    const before = loading;
    const mine = (async () => {
      if (before) await before.catch(() => false);
      return reload();
    })();
    loading = mine;
    try {
      return await mine;
    } finally {
      if (loading === mine) loading = null;
    }
  }

  return overIndex(() => current, refresh);
}

/** Says, within the transaction, that who holds what is another now; `refresh` of every directory follows it. */
export const markOrganisationChanged = (tx: Tx, ids: Ids): Promise<void> => claimTree(tx, ids.make('ver'));
