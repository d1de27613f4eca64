import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { markChanged } from '../inbound/changed.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { loadForWork } from '../tickets/lease.usecases.ts';
import { findVisible } from '../tickets/visible.usecases.ts';
import { ABUSE, type MediaClass } from './media-class.rules.ts';
import {
  findMedium,
  hideEverywhere,
  saveClass,
  showEverywhere,
  type Said,
  type Shown,
} from './media-class.repository.ts';
import type { EvidenceDeps, Medium, MediumAddress, Quarantined } from './evidence.types.ts';
import {
  bringAgain,
  changeQuarantined,
  custodyUnits,
  findQuarantined,
  holdQuarantined,
  holdFile,
  listBlob,
  unlistBlob,
} from './quarantine.repository.ts';
import { bytesOf, custodianName, keptAway, tellPlaces } from './quarantine.usecases.ts';

const MINUTE = 60_000;

export interface Saying extends MediumAddress {
  readonly actor: Actor;
  /** Null: what was said is taken back. */
  readonly class: MediaClass | null;
  /** What the officer had before him; left out: whatever stands there now. */
  readonly version?: number | undefined;
}

export interface Classed {
  readonly class: string | null;
  readonly version: number;
  readonly undoUntil: number | null;
}

const changedMeanwhile = (): never => fail({ code: 'evidence.class_changed', kind: 'conflict' });

const versionOf = ({ classVersion }: Medium): number => classVersion ?? 0;

/** What the officer had before him is what stands there. */
const refuseStale = ({ version }: Saying, medium: Medium): void => {
  if (version !== undefined && version !== versionOf(medium)) changedMeanwhile();
};

/**
 * Says what a file shows. The abuse of a child takes it out of everybody's sight at once, wherever it is shown; who said so
 * can take it back for ten seconds, later only a custodian gives it back. The same twice changes nothing.
 * Throws tickets.not_found, officers.not_allowed, media.quarantined, evidence.class_changed.
 */
export async function classifyMedia(deps: EvidenceDeps, input: Saying): Promise<Classed> {
  const before = await findMedium(deps.db.read, input);
  if (before?.state !== 'quarantined' || input.class === ABUSE)
    return deps.db.write((tx) => decide(deps, tx, { input, back: null }));
  const { back, bytes } = await readyToReturn(deps, { input, medium: before });
  try {
    // Bytes are back in their place before the transaction that shows them.
    await deps.blobs.put(bytes);
    return await deps.db.write((tx) => decide(deps, tx, { input, back }));
  } catch (error) {
    await deps.db.write((tx) => bringAgain(tx, { sha256: back, at: deps.clock.now() }));
    throw error;
  }
}

/** `back`: the file whose bytes lie where everybody's lie, so that it can be shown again. */
async function decide(
  deps: EvidenceDeps,
  tx: Tx,
  { input, back }: { input: Saying; back: string | null },
): Promise<Classed> {
  const medium = await findMedium(tx, input);
  if (medium?.state === 'quarantined') {
    if (input.class === ABUSE) {
      await loadForMedia(tx, input);
      return { class: ABUSE, version: versionOf(medium), undoUntil: null };
    }
    if (medium.sha256 === null || back !== medium.sha256) changedMeanwhile();
    return giveBack(deps, tx, { input, medium });
  }
  const { post } = await loadForMedia(tx, input);
  if (back !== null) changedMeanwhile();
  if (!medium) fail({ code: 'tickets.not_found', kind: 'not-found' });
  refuseStale(input, medium);
  if (medium.sensitivity === input.class) return { class: input.class, version: versionOf(medium), undoUntil: null };
  const at = deps.clock.now();
  const said: Said = { class: input.class, officer: input.actor.officer, at };
  const by = actorAt(input.actor, post);
  if (input.class === ABUSE) await putAway(deps, tx, { medium, said, by });
  else await say(deps, tx, { input, medium, said, by });
  return { class: input.class, version: versionOf(medium) + 1, undoUntil: at + UNDO_WINDOW };
}

/** Whoever reads a ticket by a summary sees none of its files. Throws tickets.not_found, officers.not_allowed. */
async function loadForMedia(read: Read, input: Saying): Promise<{ post: Post }> {
  const { post, isVeiled } = await loadForWork(read, input);
  if (isVeiled) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { post };
}

async function say(
  deps: EvidenceDeps,
  tx: Tx,
  { input, medium, said, by }: { input: Saying; medium: Medium; said: Said; by: string },
): Promise<void> {
  if (!(await saveClass(tx, { before: medium, said }))) changedMeanwhile();
  const data = { message: input.message, external: input.external, class: said.class };
  await deps.events.append(tx, [{ stream: `ticket:${input.id}`, type: 'ticket.media-classed', actor: by, data }]);
}

/** Every message that shows the file loses it in one transaction: bytes, words that were read from it, its backup. The words go for good when it is moved. */
async function putAway(
  deps: EvidenceDeps,
  tx: Tx,
  { medium, said, by }: { medium: Medium; said: Said; by: string },
): Promise<void> {
  // A file that could not be fetched has nothing to hide but its class.
  if (medium.blob === null) fail({ code: 'evidence.no_file', kind: 'conflict' });
  const sha256 = medium.blob;
  const [mime, size] = [medium.mime ?? 'application/octet-stream', medium.size ?? 0];
  // Moved when it can no longer be taken back by a slip of the hand.
  await holdFile(tx, { sha256, mime, size, officer: said.officer, at: said.at, dueAt: said.at + UNDO_WINDOW });
  await unlistBlob(tx, sha256);
  const places = await hideEverywhere(tx, sha256);
  if (!places.some(({ message, externalId }) => message === medium.message && externalId === medium.externalId))
    changedMeanwhile();
  await readAgain(tx, places);
  const data = { class: ABUSE, file: sha256 };
  await deps.events.append(tx, tellPlaces(places, { type: 'ticket.media-quarantined', actor: by, data }));
}

const readAgain = (tx: Tx, places: readonly Shown[]): Promise<void> =>
  markChanged(
    tx,
    places.map(({ message }) => message),
  );

/** Who may give a quarantined file back: a custodian, or within ten seconds whoever put it away. */
async function mayGiveBack(
  deps: EvidenceDeps,
  read: Read,
  { input, file }: { input: Saying; file: Quarantined },
): Promise<'custodian' | 'own' | null> {
  const now = deps.clock.now();
  const { officer, posts } = input.actor;
  const custody = await custodyUnits(read, { officer, now });
  const sees = async (through: readonly string[]): Promise<boolean> =>
    (await findVisible(read, { id: input.id, viewer: { officer, units: through, eyes: 'all' } }))?.isVeiled === false;
  if (await sees(custody)) return 'custodian';
  const units = posts.map(({ unit }) => unit);
  const isOwn = file.officer === officer && now <= file.at + UNDO_WINDOW;
  return isOwn && (await sees(units)) ? 'own' : null;
}

/**
 * The held file for one who may give it back. It is due to be brought into quarantine again before its bytes leave:
 * whatever fails on the way, no copy stays outside.
 */
async function readyToReturn(
  deps: EvidenceDeps,
  { input, medium }: { input: Saying; medium: Medium },
): Promise<{ back: string; bytes: Uint8Array }> {
  const { sha256 } = medium;
  const file = sha256 === null ? null : await findQuarantined(deps.db.read, sha256);
  if (!file || sha256 === null) return changedMeanwhile();
  if (!(await mayGiveBack(deps, deps.db.read, { input, file }))) return keptAway();
  if (file.state !== 'held') changedMeanwhile();
  refuseStale(input, medium);
  const bytes = await bytesOf(deps, sha256);
  if (!bytes) fail({ code: 'media.quarantine_missing', kind: 'not-found' });
  await deps.db.write((tx) => bringAgain(tx, { sha256, at: deps.clock.now() + MINUTE }));
  return { back: sha256, bytes };
}

async function giveBack(
  deps: EvidenceDeps,
  tx: Tx,
  { input, medium }: { input: Saying; medium: Medium },
): Promise<Classed> {
  const sha256 = medium.sha256 ?? '';
  const file = await holdQuarantined(tx, sha256);
  const right = file && (await mayGiveBack(deps, tx, { input, file }));
  if (!file || !right) return keptAway();
  if (file.state !== 'held') changedMeanwhile();
  refuseStale(input, medium);
  const at = deps.clock.now();
  const set = { state: 'returned', officer: input.actor.officer, at, dueAt: at + MINUTE };
  if (!(await changeQuarantined(tx, { before: file, set }))) changedMeanwhile();
  await listBlob(tx, { sha256, size: file.size, mime: file.mime, at });
  const said: Said = { class: input.class, officer: input.actor.officer, at };
  const places = await showEverywhere(tx, { sha256, said, named: medium });
  await readAgain(tx, places);
  const post = input.actor.posts[0];
  const by = right === 'custodian' ? custodianName(input.actor) : actorAt(input.actor, post);
  const data = { class: input.class, file: sha256 };
  await deps.events.append(tx, tellPlaces(places, { type: 'ticket.media-returned', actor: by, data }));
  return { class: input.class, version: versionOf(medium) + 1, undoUntil: null };
}
