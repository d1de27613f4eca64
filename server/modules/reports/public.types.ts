import type { Names } from '../units/units.types.ts';

export type PublicCount = 'received' | 'opened' | 'closed' | 'verified';

export type PublicRow = Readonly<Record<PublicCount, number | null>> & {
  /** Milliseconds from receipt to the first answer of an officer, for half of all. */
  readonly firstAnswer: number | null;
  /** Of those closed. */
  readonly verifiedShare: number | null;
};

export interface Statistics {
  readonly from: string;
  readonly to: string;
  readonly districts: readonly (PublicRow & { readonly id: string; readonly names: Names })[];
  readonly all: PublicRow;
  /** When it was counted. */
  readonly at: number;
}
