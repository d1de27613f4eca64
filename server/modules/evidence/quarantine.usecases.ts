import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { findVisible } from '../tickets/visible.usecases.ts';
import { findMedium, hideEverywhere, placesOf, forgetWords, type Shown } from './media-class.repository.ts';
import type { EvidenceDeps, MediumAddress, Quarantined } from './evidence.types.ts';
import { takeTurns } from './holds.repository.ts';
import {
  changeQuarantined,
  custodyUnits,
  dueFiles,
  findQuarantined,
  holdFile,
  isHeldOn,
  isListed,
  isUsed,
  unlistBlob,
} from './quarantine.repository.ts';

export { bringAgain, isKeptAway } from './quarantine.repository.ts';

/** Why a custodian opens a file; told with the opening. */
export const OPENING_REASONS = ['identify-child', 'identify-author', 'report', 'court', 'check-claim'] as const;
export type OpeningReason = (typeof OPENING_REASONS)[number];

/** How events name a custodian: by the office of that name, not by a post. */
export const custodianName = (actor: Actor): string => `officer:${actor.officer}/position:custodian`;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOGETHER = 20;

/** Says what others are told of a file that is kept from them. */
export const keptAway = (): never => fail({ code: 'media.quarantined', kind: 'not-found' });

/** The file, for a custodian named for a unit that has the ticket. Throws media.quarantined. */
export async function requireCustody(
  deps: Pick<EvidenceDeps, 'clock'>,
  tx: Tx,
  { actor, id, message, external }: MediumAddress & { readonly actor: Actor },
): Promise<{ file: Quarantined; sha256: string }> {
  const units = await custodyUnits(tx, { officer: actor.officer, now: deps.clock.now() });
  const found = await findVisible(tx, { id, viewer: { officer: actor.officer, units, eyes: 'all' } });
  const medium = found && !found.isVeiled && (await findMedium(tx, { id, message, external }));
  const sha256 = medium && medium.state === 'quarantined' ? medium.sha256 : null;
  const file = sha256 === null ? null : await findQuarantined(tx, sha256);
  return file && sha256 !== null ? { file, sha256 } : keptAway();
}

/**
 * Bytes of a quarantined file for a custodian, who says why: the opening is recorded before anything is shown.
 * Throws media.quarantined, media.quarantine_missing.
 */
export async function openQuarantined(
  deps: EvidenceDeps,
  { actor, reason, ...address }: MediumAddress & { readonly actor: Actor; readonly reason: OpeningReason },
): Promise<{ bytes: Uint8Array; mime: string; name: string }> {
  const { file, sha256 } = await deps.db.write(async (tx) => {
    const found = await requireCustody(deps, tx, { actor, ...address });
    const data = { message: address.message, external: address.external, reason };
    await deps.events.append(tx, [
      { stream: `ticket:${address.id}`, type: 'ticket.media-opened', actor: custodianName(actor), data },
    ]);
    return found;
  });
  const bytes = file.state === 'held' ? await bytesOf(deps, sha256) : null;
  if (!bytes) fail({ code: 'media.quarantine_missing', kind: 'not-found' });
  return { bytes, mime: file.mime, name: address.external };
}

/** Until it was moved, the file lies where it lay. */
export const bytesOf = async (deps: EvidenceDeps, sha256: string): Promise<Uint8Array | null> =>
  (await deps.quarantine.get(sha256)) ?? (await deps.blobs.get(sha256));

/**
 * Orders the removal of a file that was handed over under a number; the row and the hash stay. Refused while a legal hold
 * is open on a ticket that shows it. Throws media.quarantined, evidence.held, evidence.class_changed.
 */
export async function removeQuarantined(
  deps: EvidenceDeps,
  { actor, reference, ...address }: MediumAddress & { readonly actor: Actor; readonly reference: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const { file, sha256 } = await requireCustody(deps, tx, { actor, ...address });
    if (file.state === 'removed') return;
    const places = await placesOf(tx, sha256);
    await takeTurns(tx, ticketsOf(places));
    if (await isHeldOn(tx, ticketsOf(places))) fail({ code: 'evidence.held', kind: 'conflict' });
    const at = deps.clock.now();
    const set = { state: 'removed', removedBy: actor.officer, removedAt: at, reference, dueAt: at };
    if (!(await changeQuarantined(tx, { before: file, set })))
      fail({ code: 'evidence.class_changed', kind: 'conflict' });
    const data = { message: address.message, external: address.external, file: sha256 };
    await deps.events.append(tx, [
      { stream: `ticket:${address.id}`, type: 'ticket.media-removed', actor: custodianName(actor), data },
    ]);
  });
}

const ticketsOf = (places: readonly Shown[]): string[] => [...new Set(places.flatMap(({ ticket }) => ticket ?? []))];

/** Events that tell the tickets of a file what became of it. */
export const tellPlaces = (
  places: readonly Shown[],
  { type, actor, data = {} }: { type: string; actor: string; data?: Readonly<Record<string, unknown>> },
) =>
  places.map(({ ticket, message, externalId }) => ({
    stream: ticket === null ? `message:${message}` : `ticket:${ticket}`,
    type,
    actor,
    data: { ...data, message, external: externalId },
  }));

/**
 * A fetched file that is known by its hash is quarantined again by itself, in the transaction that notes it. Answers
 * whether it is one.
 */
export async function catchKnown(
  deps: Pick<EvidenceDeps, 'events'>,
  tx: Tx,
  { message, external, at, ...file }: KnownFile,
): Promise<boolean> {
  const known = await findQuarantined(tx, file.sha256);
  if (known === null || known.state === 'returned') return false;
  await holdFile(tx, { ...file, officer: null, at, dueAt: at });
  await unlistBlob(tx, file.sha256);
  const places = await hideEverywhere(tx, file.sha256);
  await forgetWords(tx, file.sha256);
  const type = 'ticket.media-quarantined';
  const own = places.filter((one) => one.message === message && one.externalId === external);
  await deps.events.append(tx, tellPlaces(own, { type, actor: 'system', data: { file: file.sha256 } }));
  return true;
}

interface KnownFile {
  readonly message: string;
  readonly external: string;
  readonly sha256: string;
  readonly mime: string;
  readonly size: number;
  readonly at: number;
}

/** Two copies for an hour, never none: a file may be given back while it is still being moved. */
async function bring(deps: EvidenceDeps, { sha256, state, at }: Quarantined): Promise<number | null> {
  const { quarantine, blobs } = deps;
  if (state === 'removed') {
    // Noted first: between the two a restore keeps it away, and the bytes go at the next settling.
    await deps.removed.note(sha256);
    await quarantine.remove(sha256);
    await blobs.remove(sha256);
    return null;
  }
  if (state === 'held') {
    const bytes = await blobs.get(sha256);
    if (bytes) await quarantine.put(bytes);
    if (bytes && (await quarantine.has(sha256))) await blobs.remove(sha256);
    return null;
  }
  // Given back to nobody, and dropped since: its copy goes too.
  if (!(await isListed(deps.db.read, sha256)) && !(await isUsed(deps.db.read, sha256))) {
    await quarantine.remove(sha256);
    return null;
  }
  const now = deps.clock.now();
  const isBack = await blobs.has(sha256);
  const kept = isBack ? null : await quarantine.get(sha256);
  if (kept) await blobs.put(kept);
  if (kept || (isBack && now < at + HOUR)) return Math.max(now + MINUTE, at + HOUR);
  if (isBack) await quarantine.remove(sha256);
  return null;
}

/** Brings bytes to where their state wants them. May run twice and beside itself; answers how many were looked at. */
export async function settleQuarantine(deps: EvidenceDeps): Promise<number> {
  const files = await dueFiles(deps.db.read, { now: deps.clock.now(), limit: TOGETHER });
  for (const file of files) {
    const later = await bring(deps, file);
    // Moved early, it can still be taken back by a slip of the hand: its words wait.
    const undoUntil = file.state === 'held' && file.officer !== null ? file.at + UNDO_WINDOW : 0;
    const dueAt = undoUntil > deps.clock.now() ? undoUntil : later;
    await deps.db.write(
      async (tx) => {
        // Changed meanwhile: what it is now is due by itself.
        if (!(await changeQuarantined(tx, { before: file, set: { dueAt } })) || file.state === 'returned') return;
        // What was fetched in the very moment in which it was said.
        await hideEverywhere(tx, file.sha256);
        if (dueAt === null) await forgetWords(tx, file.sha256);
        await unlistBlob(tx, file.sha256);
      },
      { lane: 'batch' },
    );
  }
  return files.length;
}
