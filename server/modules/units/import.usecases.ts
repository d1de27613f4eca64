import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability } from '../officers/officers.rules.ts';
import { reaches } from '../officers/scope.rules.ts';
import {
  planImport,
  readHeader,
  readLine,
  type Existing,
  type ImportColumn,
  type ImportError,
  type ImportPlan,
  type ImportUnit,
} from './import.rules.ts';
import { applyChange, applyCreates } from './import-apply.usecases.ts';
import type { UnitDeps } from './units.types.ts';

const MOST_ROWS = 10_000;
const MOST_ERRORS = 200;
const PIECE = 16_384;
const AT_ONCE = 100;

export interface ImportReport {
  /** Lines of data in the file. */
  readonly rows: number;
  readonly creates: readonly {
    readonly line: number;
    readonly id: string;
    readonly type: string;
    readonly name: string;
  }[];
  readonly changes: readonly {
    readonly line: number;
    readonly id: string;
    readonly name: string;
    readonly fields: readonly string[];
  }[];
  /** The first 200; nothing is applied while there is one. */
  readonly errors: readonly ImportError[];
  readonly applied: boolean;
}

interface Sheet {
  readonly rows: number;
  readonly lines: readonly ImportUnit[];
  readonly errors: readonly ImportError[];
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** The sign between cells: whichever the first line has most of. */
function delimiterOf(csv: string): string {
  const header = csv.slice(0, 2000).split(/\r?\n/, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((sign) => ({ sign, number: header.split(sign).length }));
  return counts.reduce((best, next) => (next.number > best.number ? next : best)).sign;
}

const lineOf = (error: object): number | null =>
  'lines' in error && typeof error.lines === 'number' ? error.lines : null;

const rest = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** Runs work step by step, giving others their turn between the steps. */
async function inTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await rest();
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads the file piece by piece, giving others their turn in between. A record that is no CSV is an error of its
 * line; one that breaks everything after it ends the reading.
 */
async function readSheet(csv: string): Promise<Sheet> {
  const errors: ImportError[] = [];
  const lines: ImportUnit[] = [];
  let places: Map<ImportColumn, number> | null = null;
  let rows = 0;
  let before = 0;
  const parser = Readable.from(pieces(csv)).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 50_000,
      delimiter: delimiterOf(csv),
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = before + 1;
      before = info.lines;
      if (!places) {
        const header = readHeader(record);
        if (header.errors.length > 0) return { rows, lines, errors: header.errors };
        places = header.places;
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      rows += 1;
      if (rows > MOST_ROWS) {
        errors.push({ line, field: null, code: 'units.too_many_rows' });
        break;
      }
      const read = readLine({ line, cells: record, places });
      errors.push(...read.errors);
      if (read.unit) lines.push(read.unit);
      if (rows % AT_ONCE === 0) await rest();
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    errors.push({ line: lineOf(error) ?? before + 1, field: null, code: 'units.not_csv' });
  }
  if (!places && errors.length === 0) errors.push({ line: 1, field: null, code: 'units.file_empty' });
  return { rows, lines, errors };
}

function known(deps: UnitDeps): Map<string, Existing> {
  const { directory } = deps;
  return new Map(directory.all().map((unit) => [unit.id, { unit, aliases: directory.aliasesOf(unit.id) }]));
}

/** Lines about units, or places in the tree, that the administrator has no say over. */
function beyondReach(deps: UnitDeps, admin: Actor, plan: ImportPlan): ImportError[] {
  const made = new Map(plan.creates.map((line) => [line.id, line]));
  const mayTouch = (id: string | null): boolean => {
    let at = id;
    for (let depth = 0; at !== null && made.has(at) && depth < 20; depth += 1) at = made.get(at)?.parent ?? null;
    return reaches({ actor: admin, capability: 'admin.units', tree: deps.directory, unit: at });
  };
  const error = (line: number): ImportError => ({ line, field: null, code: 'officers.not_allowed' });
  return [
    ...plan.creates.filter((line) => !mayTouch(line.parent)).map(({ line }) => error(line)),
    ...plan.changes
      .filter(({ before, after }) => !mayTouch(before.unit.id) || !mayTouch(after.parent))
      .map(({ after }) => error(after.line)),
  ];
}

/**
 * What a CSV file of units would do, and, with `apply` and without errors, does it: parents first, a hundred units
 * a transaction. An import that is cut off is finished by importing the same file again.
 */
export async function importUnits(command: {
  deps: UnitDeps;
  actor: Actor | null;
  input: { csv: string; apply: boolean };
}): Promise<ImportReport> {
  const { deps, input } = command;
  const admin = requireCapability(command.actor, 'admin.units');
  await deps.directory.refresh();
  const sheet = await readSheet(input.csv);
  await rest();
  const plan = await inTurns(planImport({ lines: sheet.lines, existing: known(deps) }));
  const errors = [...sheet.errors, ...plan.errors, ...beyondReach(deps, admin, plan)].sort(
    (one, other) => one.line - other.line,
  );
  const applied = input.apply && errors.length === 0;
  if (applied) await apply(deps, admin, plan);
  return {
    rows: sheet.rows,
    creates: plan.creates.map(({ line, id, type, names }) => ({ line, id, type, name: names.en })),
    changes: plan.changes.map(({ after, fields }) => ({
      line: after.line,
      id: after.id,
      name: after.names.en,
      fields,
    })),
    errors: errors.slice(0, MOST_ERRORS),
    applied,
  };
}

async function apply(deps: UnitDeps, admin: Actor, plan: ImportPlan): Promise<void> {
  const by = actorName(admin, 'admin.units');
  const typeOf = new Map(plan.creates.map((line) => [line.id, line.type as string]));
  const parentType = (id: string | null): string => typeOf.get(id ?? '') ?? deps.directory.byId(id ?? '')?.type ?? '';
  try {
    for (let at = 0; at < plan.creates.length; at += AT_ONCE) {
      await applyCreates({ deps, by, lines: plan.creates.slice(at, at + AT_ONCE), parentType });
    }
    for (let at = 0; at < plan.changes.length; at += AT_ONCE) {
      await applyChange({ deps, by, changes: plan.changes.slice(at, at + AT_ONCE) });
    }
  } catch (error) {
    if (!deps.db.isDuplicate(error)) throw error;
    fail({ code: 'units.changed_meanwhile', kind: 'conflict' });
  } finally {
    await deps.directory.refresh();
  }
  if (plan.changes.length > 0) deps.sessions.invalidateAll();
}
