import type { Tx } from '../../schema.ts';
import type { Message } from '../inbound/inbound.types.ts';
import { maskAbuse } from './media-class.rules.ts';
import type { Medium } from './evidence.types.ts';
import { beforeBurial, heldAmong, insertKept, takeTurns } from './holds.repository.ts';
import { noteUnused } from './quarantine.repository.ts';

type Before = Awaited<ReturnType<typeof beforeBurial>>;

const keptPost = (message: Message, { before, at }: { before: Before; at: number }) => {
  const author = before.authors.find((one) => one.message === message.id);
  const { id, ticket, externalId, versionId, direction, kind, text, salt, at: saidAt, receivedAt } = message;
  return {
    ...{
      message: id,
      ticket: ticket ?? '',
      externalId,
      versionId,
      direction,
      kind,
      text,
      salt,
      at: saidAt,
      receivedAt,
    },
    ...{ handle: author?.handle ?? null, name: author?.name ?? null, deletedAt: at },
    versions: before.versions
      .filter((one) => one.message === id)
      .map((one) => ({ versionId: one.versionId, text: one.text, at: one.at })),
  };
};

function keptMedium(ticket: string, medium: Medium) {
  const { message, externalId, kind, mime, size, sha256, blob, alt, sensitivity } = maskAbuse(medium);
  return { message, externalId, ticket, kind, mime, size, alt, sensitivity, sha256: sha256 ?? blob };
}

/**
 * Keeps posts that are about to be buried, as far as a legal hold is open on their ticket: in the transaction that buries
 * them, and nowhere where an ordinary query looks. Files that nothing keeps are dropped after a while. Answers the hashes
 * of the files, by message.
 */
export async function keepHeld(
  tx: Tx,
  { messages, at }: { messages: readonly Message[]; at: number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const of = messages.flatMap(({ ticket }) => ticket ?? []);
  await takeTurns(tx, of);
  const held = await heldAmong(tx, of);
  const before = await beforeBurial(
    tx,
    messages.map(({ id }) => id),
  );
  const kept = new Map(messages.flatMap(({ id, ticket }) => (ticket && held.has(ticket) ? [[id, ticket]] : [])));
  await insertKept(tx, {
    posts: messages.filter(({ id }) => kept.has(id)).map((message) => keptPost(message, { before, at })),
    media: before.media.flatMap((one) => {
      const ticket = kept.get(one.message);
      return ticket ? [keptMedium(ticket, one)] : [];
    }),
  });
  const loose = before.media.filter((one) => !kept.has(one.message)).flatMap(({ blob }) => blob ?? []);
  await noteUnused(tx, { hashes: loose, at });
  const files = new Map<string, string[]>();
  for (const { message, sha256, blob } of before.media) {
    const file = sha256 ?? blob;
    if (file !== null) files.set(message, [...(files.get(message) ?? []), file]);
  }
  return files;
}
