import { fail } from '../../platform/errors.ts';
import { conversationOf } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { contentHash } from '../tickets/content.rules.ts';
import { mayKnowAuthor } from '../tickets/secrecy.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { readChain, type ChainLink } from './chain.repository.ts';
import { sealPackage, type EvidencePackage, type PackagedMedium, type PackagedPost } from './evidence.rules.ts';
import type { EvidenceDeps, KeptMedium, KeptPost, Medium, MediumAddress } from './evidence.types.ts';
import { holdsOf, keptMedia, keptPosts, versionsOf } from './holds.repository.ts';
import { loadForEvidence } from './holds.usecases.ts';
import { findMedium } from './media-class.repository.ts';
import { isKeptAway } from './quarantine.repository.ts';
import { keptAway } from './quarantine.usecases.ts';

const packagedMedium = ({
  externalId,
  kind,
  mime,
  size,
  alt,
  sensitivity,
  ...file
}: Medium | KeptMedium): PackagedMedium => ({
  ...{ externalId, kind, mime, size, sensitivity, description: alt },
  sha256: file.sha256 ?? ('blob' in file ? file.blob : null),
});

const packagedEvent = ({ seq, position, at, type, hash }: ChainLink) => ({ seq, position, at, type, hash });

type Told = Awaited<ReturnType<typeof conversationOf>>['told'][number];

interface Sources {
  readonly media: readonly Medium[];
  readonly versions: readonly { message: string; versionId: string; text: string; at: number }[];
  readonly kept: readonly KeptPost[];
  readonly keptFiles: readonly KeptMedium[];
  readonly chain: readonly ChainLink[];
}

function packagedPost({ message, author }: Told, from: Sources): PackagedPost {
  const { id, externalId, versionId, direction, kind, at, receivedAt, deletedAt } = message;
  const kept = from.kept.find((one) => one.message === id);
  const isGone = deletedAt !== null && !kept;
  const words = isGone ? null : (kept ?? message);
  const versions = kept ? kept.versions : from.versions.filter((one) => one.message === id);
  const files = kept ? from.keptFiles : deletedAt === null ? from.media : [];
  return {
    ...{ message: id, externalId, versionId, direction, kind, at, receivedAt, deletedAt, kept: kept !== undefined },
    handle: (kept ?? author)?.handle ?? null,
    name: (kept ?? author)?.name ?? null,
    text: words?.text ?? null,
    salt: words?.salt ?? null,
    content: words ? contentHash(words) : null,
    versions: versions.map((one) => ({ versionId: one.versionId, text: one.text, at: one.at })),
    media: files.filter((one) => one.message === id).map(packagedMedium),
    events: from.chain.filter((link) => link.message === id).map(packagedEvent),
  };
}

/**
 * Everything that was said on a ticket, as one text with the hash of it: posts as they stand now, and those that an order
 * kept when their authors deleted them. Each opening is an event that carries the hash. Throws tickets.not_found,
 * officers.not_allowed, evidence.author_unknown, evidence.masked.
 */
export async function openEvidence(
  deps: EvidenceDeps & Pick<TicketDeps, 'tree'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<{ text: string; sha256: string }> {
  return deps.db.write(async (tx) => {
    const { ticket, isMasked, units, post } = await loadForEvidence(tx, { actor, id });
    // A record without its authors would prove nothing: the desk releases the name first.
    if (!mayKnowAuthor({ tree: deps.tree, ticket, units }))
      fail({ code: 'evidence.author_unknown', kind: 'forbidden' });
    if (isMasked) fail({ code: 'evidence.masked', kind: 'forbidden' });
    const { told, media } = await conversationOf(tx, id);
    const sources = {
      media,
      versions: await versionsOf(
        tx,
        told.map(({ message }) => message.id),
      ),
      kept: await keptPosts(tx, id),
      keptFiles: await keptMedia(tx, id),
      chain: await readChain(tx, `ticket:${id}`),
    };
    const head = sources.chain.at(-1);
    const whole: EvidencePackage = {
      format: 'pukaar-evidence-1',
      ticket: { id, docket: ticket.docket, channel: ticket.channel },
      takenAt: deps.clock.now(),
      takenBy: { officer: actor.officer, position: post.position },
      holds: (await holdsOf(tx, id)).map(({ id: hold, authority, number, at, liftedAt }) => ({
        ...{ id: hold, authority, number, at, liftedAt },
      })),
      head: head ? packagedEvent(head) : null,
      posts: told.map((one) => packagedPost(one, sources)),
    };
    const sealed = sealPackage(whole);
    const data = { package: sealed.sha256, posts: whole.posts.length };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.evidence-opened', actor: actorAt(actor, post), data },
    ]);
    return sealed;
  });
}

/**
 * Bytes of a file of a ticket's evidence, kept or still shown: the opening is recorded before anything is shown.
 * Throws tickets.not_found, officers.not_allowed, media.quarantined.
 */
export async function readEvidenceFile(
  deps: EvidenceDeps,
  { actor, ...address }: MediumAddress & { readonly actor: Actor },
): Promise<{ bytes: Uint8Array; mime: string; name: string }> {
  const { sha256, mime } = await deps.db.write(async (tx) => {
    const { isMasked, post } = await loadForEvidence(tx, { actor, id: address.id });
    if (isMasked) fail({ code: 'evidence.masked', kind: 'forbidden' });
    const kept = (await keptMedia(tx, address.id)).find(
      (one) => one.message === address.message && one.externalId === address.external,
    );
    const shown = kept ? null : await findMedium(tx, address);
    const file = kept ? kept.sha256 : (shown?.blob ?? null);
    if (shown?.state === 'quarantined' || (file !== null && (await isKeptAway(tx, file)))) return keptAway();
    if (file === null) fail({ code: 'tickets.not_found', kind: 'not-found' });
    const data = { message: address.message, external: address.external, file };
    await deps.events.append(tx, [
      { stream: `ticket:${address.id}`, type: 'ticket.evidence-file-opened', actor: actorAt(actor, post), data },
    ]);
    return { sha256: file, mime: (kept ?? shown)?.mime ?? 'application/octet-stream' };
  });
  const bytes = await deps.blobs.get(sha256);
  if (!bytes) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { bytes, mime, name: address.external };
}
