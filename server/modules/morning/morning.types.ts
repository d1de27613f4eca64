import type { Tables } from '../../schema.ts';
import type { NotifyDeps } from '../notify/notify.types.ts';
import type { BoardDeps } from '../reports/board.usecases.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';

export type MorningMail = Tables['morningMail']['$inferSelect'];
export type MorningSend = Tables['morningSend']['$inferSelect'];

/** A table of the page: the first column is written from the left, the others as `ends` says. */
export interface PageTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Share of the width of each column. */
  readonly widths: readonly number[];
  /** Columns of numbers, written from the right. */
  readonly ends: readonly number[];
  /** Said in the place of rows, or below them. */
  readonly note: string | null;
}

/** A page in words, as it is printed. */
export interface MorningPage {
  readonly title: string;
  readonly unit: string;
  readonly when: string;
  /** The numbers that are read first. */
  readonly numbers: readonly { readonly label: string; readonly value: string; readonly more: string }[];
  readonly tables: readonly PageTable[];
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  readonly foot: string;
}

/** Prints a page as a PDF of one sheet A4. */
export interface PagePrinter {
  print(page: MorningPage): Promise<Uint8Array>;
}

export type MorningDeps = NotifyDeps & TicketDeps & Pick<BoardDeps, 'tree'> & { readonly printer: PagePrinter };
