import { canonical, sha256 } from '../../platform/events/chain.rules.ts';

/** One file of a post, as the package names it. */
export interface PackagedMedium {
  readonly externalId: string;
  readonly kind: string;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly description: string | null;
  readonly sensitivity: string | null;
}

/** One post, as it was said or as it was kept when its author deleted it. */
export interface PackagedPost {
  readonly message: string;
  readonly externalId: string;
  readonly versionId: string;
  readonly direction: string;
  readonly kind: string;
  readonly handle: string | null;
  readonly name: string | null;
  /** Null: deleted by its author, and nothing was kept. */
  readonly text: string | null;
  readonly salt: string | null;
  /** Salted hash of the text, as the events name it. */
  readonly content: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly receivedAt: number;
  readonly deletedAt: number | null;
  readonly kept: boolean;
  readonly versions: readonly { readonly versionId: string; readonly text: string; readonly at: number }[];
  readonly media: readonly PackagedMedium[];
  /** Links of the ticket's chain that name the post. */
  readonly events: readonly PackagedEvent[];
}

export interface PackagedEvent {
  readonly seq: number;
  readonly position: number | null;
  readonly at: number;
  readonly type: string;
  readonly hash: string;
}

export interface EvidencePackage {
  readonly format: 'pukaar-evidence-1';
  readonly ticket: { readonly id: string; readonly docket: string | null; readonly channel: string };
  readonly takenAt: number;
  readonly takenBy: { readonly officer: string; readonly position: string };
  readonly holds: readonly {
    readonly id: string;
    readonly authority: string;
    readonly number: string;
    readonly at: number;
    readonly liftedAt: number | null;
  }[];
  /** Last link of the ticket's chain when it was taken. */
  readonly head: PackagedEvent | null;
  readonly posts: readonly PackagedPost[];
}

/** The package as one text, and the hash of exactly this text. */
export function sealPackage(whole: EvidencePackage): { text: string; sha256: string } {
  const text = canonical(whole);
  return { text, sha256: sha256(text) };
}
