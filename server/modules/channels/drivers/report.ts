import type { Rejection } from '../driver.types.ts';

/** Collects what could not be read while a reading goes on. */
export interface Report {
  readonly rejections: readonly Rejection[];
  reject(where: string, what: string): null;
  /** `value` when the field was absent or could be read; else notes it. */
  check<T>(input: {
    readonly raw: unknown;
    readonly value: T | null;
    readonly where: string;
    readonly what: string;
  }): T | null;
}

export function createReport(): Report {
  const rejections: Rejection[] = [];
  const reject = (where: string, what: string): null => {
    rejections.push({ where, what });
    return null;
  };
  return {
    rejections,
    reject,
    check: ({ raw, value, where, what }) =>
      value === null && raw !== undefined && raw !== null ? reject(where, what) : value,
  };
}

/**
 * Was a whole item refused, or only one field of an item that was kept?
 * Every reader names a whole item `data[3]`, `line 17` or `row 4`, the whole delivery `body`, and a field `data[3].created_at`.
 */
export const refusesItem = ({ where }: Rejection): boolean => !where.includes('.');
