import type { EventLog } from '../../platform/events/port.ts';
import type { Actor, Locale } from '../officers/actor.types.ts';
import { actorAt, postsWith } from '../officers/officers.rules.ts';
import { readBoard, type BoardDeps } from './board.usecases.ts';
import { csvOf } from './csv.rules.ts';
import type { BoardQuery } from './reports.schemas.ts';
import { sheetOf } from './sheet.rules.ts';
import { xlsxOf } from './xlsx.rules.ts';

export type ExportFormat = 'csv' | 'xlsx';

export const MIMES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface TakenAway {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/**
 * The units of a board as a file. Who took what away, and how much, is recorded before it is handed out. Throws
 * tickets.not_found, reports.period.
 */
export async function exportBoard(
  deps: BoardDeps & { readonly events: Pick<EventLog, 'append'> },
  {
    actor,
    query,
    format,
    locale,
  }: { actor: Actor; query: Omit<BoardQuery, 'by'>; format: ExportFormat; locale: Locale },
): Promise<TakenAway> {
  const board = await readBoard(deps, { actor, query: { ...query, by: 'unit' } });
  const { unit, from, to } = board;
  const names = deps.tree.byId(unit)?.names;
  const whole = names === undefined ? unit : locale === 'mr' ? (names.mr ?? names.hi) : names[locale];
  const sheet = sheetOf(board, { locale, whole });
  const path = new Set(deps.tree.pathToRoot(unit));
  const post = postsWith(actor, 'ticket.read').find((one) => path.has(one.unit));
  const data = { format, from, to, level: query.level, rows: sheet.rows.length };
  await deps.db.write((tx) =>
    deps.events.append(tx, [{ stream: `unit:${unit}`, type: 'report.exported', actor: actorAt(actor, post), data }]),
  );
  const bytes = format === 'csv' ? Buffer.from(csvOf(sheet), 'utf8') : xlsxOf(sheet);
  return {
    name: `pukaar-${names?.en.replace(/[^\p{L}\p{N}]+/gu, '-') ?? unit}-${from}-${to}.${format}`,
    mime: MIMES[format],
    bytes,
  };
}
