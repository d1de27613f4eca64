import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../platform/root.ts';

/** A unit of the organisation as our own reference data know it. */
export interface ReferenceUnit {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  /** Part of docket numbers. */
  readonly code: string | null;
  readonly names: { readonly en: string; readonly hi: string; readonly mr: string | null };
  /** Other names and spellings of the unit itself. */
  readonly aliases: readonly string[];
  /** Places inside it that stand for it. */
  readonly localities: readonly string[];
  /** With @. */
  readonly handles: readonly string[];
  readonly lat: number | null;
  readonly lon: number | null;
  /** Rank of its head where that differs from the usual one of its type: `ssp`. */
  readonly headRank: string | null;
  /** Where the values come from; `recalled` is unverified. */
  readonly evidence: string;
}

const FILES = ['uttar-pradesh', 'lucknow', 'varanasi-range', 'pune'];

const list = (cell: string, separator: string): string[] => cell.split(separator).filter((part) => part !== '');
const degrees = (cell: string): number | null => (cell === '' ? null : Number(cell));

function asUnit(row: Readonly<Record<string, string>>): ReferenceUnit {
  const cell = (name: string): string => row[name] ?? '';
  return {
    id: cell('id'),
    type: cell('type'),
    parent: cell('parent') || null,
    code: cell('code') || null,
    names: { en: cell('name_en'), hi: cell('name_hi'), mr: cell('name_mr') || null },
    aliases: list(cell('aliases'), '|'),
    localities: list(cell('localities'), '|'),
    handles: list(cell('handles'), ' '),
    lat: degrees(cell('lat')),
    lon: degrees(cell('lon')),
    headRank: cell('head_rank') || null,
    evidence: cell('evidence'),
  };
}

/** The units of Uttar Pradesh and of Pune from `server/data/units`, every parent before its children. */
export function loadReferenceUnits(): ReferenceUnit[] {
  return FILES.flatMap((file) => {
    const text = readFileSync(join(projectRoot, 'server/data/units', `${file}.csv`), 'utf8');
    const rows: Record<string, string>[] = parse(text, { columns: true });
    return rows.map(asUnit);
  });
}
