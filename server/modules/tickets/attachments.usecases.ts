import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { fail } from '../../platform/errors.ts';
import { bringAgain, isKeptAway } from '../evidence/quarantine.usecases.ts';
import { keepUsed } from '../evidence/unused.usecases.ts';
import { encodeMarks, keptKeys } from '../matching/picture-marks.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, unitsWith } from '../officers/officers.rules.ts';
import { NOT_TOLD } from '../pictures/exif.rules.ts';
import { withoutTags } from '../pictures/without-tags.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { attachmentsOf, insertAttachments } from './action-reports.repository.ts';
import { keepPictureKeys } from './picture-use.repository.ts';
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

const NO_PHOTO = { marks: [], ...NOT_TOLD };

const refuseQuarantined = (): never =>
  fail({ code: 'evidence.file_quarantined', kind: 'unprocessable', fields: { file: 'invalid' } });

/**
 * Keeps a file that an officer adds to a ticket. Its kind is told by its content, whatever its name says.
 * Throws tickets.file_missing, tickets.file_too_large, tickets.file_kind, evidence.file_quarantined, tickets.not_found,
 * officers.not_allowed.
 */
export async function addAttachment(
  deps: TicketDeps,
  { actor, id, bytes, name }: { actor: Actor; id: string; bytes: Uint8Array; name: string },
): Promise<Attachment> {
  if (bytes.length === 0) fail({ code: 'tickets.file_missing', kind: 'unprocessable', fields: { file: 'required' } });
  if (bytes.length > FILE_LIMIT) fail({ code: 'tickets.file_too_large', kind: 'too-large' });
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const allowed = [...unitsWith(actor, 'ticket.act'), ...unitsWith(actor, 'ticket.triage')];
  const post = actor.posts.find((one) => found.units.includes(one.unit) && allowed.includes(one.unit));
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (!KINDS.has(mime)) fail({ code: 'tickets.file_kind', kind: 'unprocessable', fields: { file: 'invalid' } });
  // A file that is quarantined comes back in by nobody's hand.
  if (await isKeptAway(deps.db.read, createHash('sha256').update(bytes).digest('hex'))) refuseQuarantined();
  const { marks, ...taken } = mime.startsWith('image/') ? await deps.lookAtPhoto(bytes) : NO_PHOTO;
  const { hash, size } = await deps.blobs.put(bytes);
  const attachment: Attachment = {
    id: deps.ids.make('att'),
    ticket: id,
    report: null,
    copyOf: null,
    blob: hash,
    name: cleanName(name),
    mime,
    size,
    officer: actor.officer,
    at: deps.clock.now(),
    marks: marks.length > 0 ? Buffer.from(encodeMarks(marks)) : null,
    ...taken,
  };
  const isAdded = await deps.db.write(async (tx) => {
    if (await isKeptAway(tx, hash)) {
      // Quarantined while it was stored: the copy goes where the others are.
      await bringAgain(tx, { sha256: hash, at: deps.clock.now() });
      return false;
    }
    await insertAttachments(tx, [attachment]);
    await keepPictureKeys(tx, { blob: hash, keys: keptKeys(marks) });
    const data = { attachment: attachment.id, blob: hash, size, mime };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.file-added', actor: actorAt(actor, post), data },
    ]);
    return true;
  });
  if (!isAdded) refuseQuarantined();
  await keepUsed(deps, { hash, bytes });
  return attachment;
}

/** Bytes of a file, for one who may see its ticket: a picture without what its camera wrote beside it. */
export async function readAttachment(
  deps: TicketDeps,
  { actor, id, attachment }: { actor: Actor; id: string; attachment: string },
): Promise<{ bytes: Uint8Array; mime: string; name: string }> {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  const since = found?.isVeiled ? found.ticket.splitAt : null;
  const file =
    found &&
    (await attachmentsOf(deps.db.read, id)).find(
      ({ id: one, at }) => one === attachment && (since === null || at >= since),
    );
  const bytes = file && !(await isKeptAway(deps.db.read, file.blob)) && (await deps.blobs.get(file.blob));
  if (!file || !bytes) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { bytes: withoutTags(bytes, file.mime), mime: file.mime, name: file.name };
}
