import { KOLKATA } from '../../platform/clock/kolkata.ts';

const SHAPE = /^([A-Z]{2,5})-?(\d{6})-?(\d{4,6})-?(\d)$/;

/** Day of a moment in Asia/Kolkata as yymmdd. */
export function docketDay(at: number): string {
  return new Date(at + KOLKATA).toISOString().slice(2, 10).replaceAll('-', '');
}

/** Check digit over letters and digits by ISO 7064 mod 11,10: finds every single wrong digit and every swap of neighbours. */
export function checkDigit(body: string): number {
  let rest = 10;
  for (const sign of body.replaceAll('-', '')) {
    const value = Number.parseInt(sign, 36) % 10;
    const sum = (rest + value) % 10 || 10;
    rest = (sum * 2) % 11;
  }
  return (11 - rest) % 10;
}

/** `LKO-261121-0042-7`: district code, day of opening, counter of that day, check digit. */
export function formatDocket({ code, at, counter }: { code: string; at: number; counter: number }): string {
  const body = `${code}-${docketDay(at)}-${String(counter).padStart(4, '0')}`;
  return `${body}-${checkDigit(body)}`;
}

/**
 * Reads a docket number as people type it: any case, blanks, dashes of any kind or none, Devanagari digits.
 * Null when it is none or its check digit does not fit.
 */
export function parseDocket(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replaceAll(/[\s‐-―−_/.]+/g, '-');
  const parts = SHAPE.exec(plain.replaceAll(/-+/g, '-').replaceAll(/^-|-$/g, ''));
  if (!parts) return null;
  const body = `${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`;
  return String(checkDigit(body)) === parts[4] ? `${body}-${parts[4]}` : null;
}
