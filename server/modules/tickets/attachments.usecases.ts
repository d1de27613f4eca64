import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { bringAgain, isKeptAway } from '../evidence/quarantine.usecases.ts';
import { keepUsed } from '../evidence/unused.usecases.ts';
import { encodeMarks, keptKeys } from '../matching/picture-marks.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, unitsWith } from '../officers/officers.rules.ts';
import { readBoxes } from '../pictures/boxes.rules.ts';
import { withoutTags } from '../pictures/without-tags.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { attachmentsOf, insertAttachments } from './action-reports.repository.ts';
import { keepPictureKeys } from './picture-use.repository.ts';
import { readableTo } from './split-detail.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { Attachment, TicketDeps } from './tickets.types.ts';

export const FILE_LIMIT = 10 * 1024 * 1024;
const KINDS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf', 'video/mp4']);

/** A name that shows in lists and headers: no path, no control signs, at most 100 signs. */
const cleanName = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '')
    .slice(-100) || 'file';

export const refuseQuarantined = (): never =>
  fail({ code: 'evidence.file_quarantined', kind: 'unprocessable', fields: { file: 'invalid' } });

/** A file whose bytes are kept, and whose kind its content told. */
export interface StoredFile {
  readonly hash: string;
  readonly size: number;
  readonly mime: string;
  /** What a photograph looks like, and where and when it or a film says that it was taken. */
  readonly photo: Awaited<ReturnType<TicketDeps['lookAtPhoto']>>;
}

/**
 * Keeps the bytes of a file. Its kind is told by its content, whatever its name says.
 * Throws tickets.file_missing, tickets.file_too_large, tickets.file_kind, evidence.file_quarantined.
 */
export async function storeFile(
  deps: Pick<TicketDeps, 'db' | 'blobs' | 'lookAtPhoto'>,
  bytes: Uint8Array,
): Promise<StoredFile> {
  requireSize(bytes);
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (!KINDS.has(mime)) fail({ code: 'tickets.file_kind', kind: 'unprocessable', fields: { file: 'invalid' } });
  // A file that is quarantined comes back in by nobody's hand.
  if (await isKeptAway(deps.db.read, createHash('sha256').update(bytes).digest('hex'))) refuseQuarantined();
  const photo = mime.startsWith('image/') ? await deps.lookAtPhoto(bytes) : { marks: [], ...readBoxes(bytes) };
  return { ...(await deps.blobs.put(bytes)), mime, photo };
}

function requireSize(bytes: Uint8Array): void {
  if (bytes.length === 0) fail({ code: 'tickets.file_missing', kind: 'unprocessable', fields: { file: 'required' } });
  if (bytes.length > FILE_LIMIT) fail({ code: 'tickets.file_too_large', kind: 'too-large' });
}

/** Adds a kept file to a ticket with its event; null when it was quarantined meanwhile, and its copy goes there too. */
export async function addStored(
  deps: Pick<TicketDeps, 'ids' | 'clock' | 'events'>,
  tx: Tx,
  { ticket, file, name, officer, by }: { ticket: string; file: StoredFile; name: string; officer: string; by: string },
): Promise<Attachment | null> {
  const { hash, size, mime } = file;
  const { marks, ...taken } = file.photo;
  const at = deps.clock.now();
  if (await isKeptAway(tx, hash)) {
    await bringAgain(tx, { sha256: hash, at });
    return null;
  }
  const attachment: Attachment = {
    ...{ id: deps.ids.make('att'), ticket, report: null, copyOf: null, blob: hash },
    ...{ name: cleanName(name), mime, size, officer, at },
    ...{ marks: marks.length > 0 ? Buffer.from(encodeMarks(marks)) : null, ...taken },
  };
  await insertAttachments(tx, [attachment]);
  await keepPictureKeys(tx, { blob: hash, keys: keptKeys(marks) });
  const data = { attachment: attachment.id, blob: hash, size, mime };
  await deps.events.append(tx, [{ stream: `ticket:${ticket}`, type: 'ticket.file-added', actor: by, data }]);
  return attachment;
}

/** Says that the bytes are used now; to be called after the transaction that added them. */
export const keepStored = (deps: TicketDeps, file: StoredFile, bytes: Uint8Array): Promise<void> =>
  keepUsed(deps, { hash: file.hash, bytes });

/**
 * Keeps a file that an officer adds to a ticket. Throws tickets.file_missing, tickets.file_too_large,
 * tickets.file_kind, evidence.file_quarantined, tickets.not_found, officers.not_allowed.
 */
export async function addAttachment(
  deps: TicketDeps,
  { actor, id, bytes, name }: { actor: Actor; id: string; bytes: Uint8Array; name: string },
): Promise<Attachment> {
  requireSize(bytes);
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const allowed = [...unitsWith(actor, 'ticket.act'), ...unitsWith(actor, 'ticket.triage')];
  const post = actor.posts.find((one) => found.units.includes(one.unit) && allowed.includes(one.unit));
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const file = await storeFile(deps, bytes);
  const { officer } = actor;
  const added = await deps.db.write((tx) =>
    addStored(deps, tx, { ticket: id, file, name, officer, by: actorAt(actor, post) }),
  );
  if (!added) return refuseQuarantined();
  await keepStored(deps, file, bytes);
  return added;
}

/** Bytes of a file, for one who may see its ticket: a picture without what its camera wrote beside it. */
export async function readAttachment(
  deps: TicketDeps,
  { actor, id, attachment }: { actor: Actor; id: string; attachment: string },
): Promise<{ bytes: Uint8Array; mime: string; name: string }> {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  const file =
    found &&
    (await attachmentsOf(deps.db.read, id)).filter(readableTo(found)).find(({ id: one }) => one === attachment);
  const bytes = file && !(await isKeptAway(deps.db.read, file.blob)) && (await deps.blobs.get(file.blob));
  if (!file || !bytes) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { bytes: withoutTags(bytes, file.mime), mime: file.mime, name: file.name };
}
