import type { Tx } from '../../schema.ts';
import type { InboundItem, ParsedEnvelope } from '../channels/driver.types.ts';
import { keepHeld } from '../evidence/keep.usecases.ts';
import { buryTickets, noteEdits } from '../tickets/intake.usecases.ts';
import { followCounts, type Counted } from '../tickets/reach.usecases.ts';
import {
  allAccounts,
  claimEnvelope,
  findEnvelope,
  insertEnvelope,
  noteCounts,
  refuseEnvelope,
} from './envelopes.repository.ts';
import { insertMedia, insertMessages, messagesByExternal, raiseCounts, replaceText } from './messages.repository.ts';
import { ensureContacts, ensureConversations } from './contacts.repository.ts';
import { markChanged } from './changed.repository.ts';
import { forgetWords } from './forget.usecases.ts';
import type { Envelope, InboundDeps, IntakeAccount, Message, NewMessage } from './inbound.types.ts';

const AHEAD = 5 * 60_000;

export interface Delivered {
  readonly account: string;
  readonly stream: string;
  readonly driver: string;
  readonly body: string;
  readonly receivedAt: number;
}

/** Keeps what a channel delivered, byte for byte, in the transaction that also moves the cursor. Returns its id. */
export async function storeEnvelope(deps: Pick<InboundDeps, 'ids'>, tx: Tx, delivered: Delivered): Promise<string> {
  const id = deps.ids.make('env');
  // PostgreSQL takes no NUL in a text; nothing that can be read has one.
  const body = delivered.body.replaceAll('\u0000', '\uFFFD');
  await insertEnvelope(tx, { id, ...delivered, body, state: 'stored', messages: 0, duplicates: 0, rejections: null });
  return id;
}

const NOTHING: EnvelopeCounts = { messages: 0, duplicates: 0, rejected: 0 };

/** Where external ids of an account are unique: the whole of X, or the one account. */
export const realmOf = (account: Pick<IntakeAccount, 'id' | 'kind'>): string =>
  account.kind === 'x' ? 'x' : account.id;

export interface EnvelopeCounts {
  readonly messages: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/**
 * Reads a stored envelope into messages. May run twice: what is known already counts as a duplicate, a newer
 * version of a post replaces its text, a post that is gone leaves a tombstone.
 */
export async function parseEnvelope(deps: InboundDeps, id: string): Promise<EnvelopeCounts> {
  const envelope = await findEnvelope(deps.db.read, id);
  const driver = envelope && deps.driver(envelope.driver);
  if (!envelope || !driver) {
    if (envelope) await deps.db.write(async (tx) => refuseEnvelope(tx, id), { lane: 'batch' });
    return NOTHING;
  }
  const parsed = driver.parse(envelope.body);
  return deps.db.write(async (tx) => storeParsed(deps, tx, { envelope, parsed }), { lane: 'batch' });
}

async function storeParsed(
  deps: InboundDeps,
  tx: Tx,
  { envelope, parsed }: { envelope: Envelope; parsed: ParsedEnvelope },
): Promise<EnvelopeCounts> {
  // Claimed first: of two readers of one envelope the second waits here and then finds it read.
  if (!(await claimEnvelope(tx, envelope.id))) return NOTHING;
  const accounts = await allAccounts(tx);
  const account = accounts.find((one) => one.id === envelope.account);
  if (!account) return NOTHING;
  const realm = realmOf(account);
  const known = new Map(
    (
      await messagesByExternal(tx, {
        realm,
        externalIds: [...parsed.items.map((item) => item.externalId), ...parsed.gone],
      })
    ).map((row) => [row.externalId, row]),
  );
  const fresh = new Map<string, InboundItem>();
  const edited: { old: Message; item: InboundItem }[] = [];
  const counted = new Map<string, Counted>();
  for (const item of parsed.items) {
    const old = known.get(item.externalId);
    if (old && isFurther(old, item)) counted.set(old.id, { message: old, reach: item.reach ?? 0 });
    if (!old) fresh.set(item.externalId, newest(fresh.get(item.externalId), item));
    else if (isNewer(old, item)) edited.push({ old, item });
  }
  await insertFresh(deps, tx, { items: [...fresh.values()], envelope, account, own: ownAuthors(accounts), realm });
  for (const { old, item } of edited)
    await replaceText(tx, { old, versionId: item.versionId, text: item.text, at: item.at ?? old.at });
  await markChanged(
    tx,
    edited.map(({ old }) => old.id),
  );
  await noteEdits(
    deps,
    tx,
    edited.map(({ old, item }) => ({ message: old, text: item.text })),
  );
  const counts = [...counted.values()];
  await raiseCounts(
    tx,
    counts.map(({ message, reach }) => ({ id: message.id, reach })),
  );
  await followCounts(deps, tx, counts);
  const gone = [...new Set(parsed.gone)]
    .flatMap((externalId) => known.get(externalId) ?? [])
    .filter((row) => row.deletedAt === null);
  const files = await keepHeld(tx, { messages: gone, at: envelope.receivedAt });
  await forgetWords(deps, tx, { ids: gone.map((row) => row.id), at: envelope.receivedAt });
  await buryTickets(deps, tx, { gone, files });
  const read = {
    messages: fresh.size,
    duplicates: parsed.items.length - fresh.size,
    rejected: parsed.rejections.length,
  };
  await noteCounts(tx, {
    id: envelope.id,
    set: {
      messages: read.messages,
      duplicates: read.duplicates,
      rejections: read.rejected > 0 ? parsed.rejections.slice(0, 200) : null,
    },
  });
  return read;
}

/** Version ids of X are numbers as text: the longer or greater one is the newer. */
const laterId = (a: string, b: string): boolean => a.length > b.length || (a.length === b.length && a > b);
const isNewer = (old: Message, item: InboundItem): boolean =>
  old.deletedAt === null && item.versionId !== old.versionId && laterId(item.versionId, old.versionId);
/** Counted more often than before. A repost is told the figure of what it repeats, which counts itself. */
const isFurther = (old: Message, item: InboundItem): boolean =>
  old.deletedAt === null && old.kind !== 'retweet' && (item.reach ?? 0) > old.reach;
const newest = (a: InboundItem | undefined, b: InboundItem): InboundItem =>
  a && laterId(a.versionId, b.versionId) ? a : b;

function ownAuthors(accounts: readonly IntakeAccount[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const account of accounts) {
    own.add(account.handle.toLowerCase());
    if (account.externalId) own.add(account.externalId);
  }
  return own;
}

const isOwn = (item: InboundItem, own: ReadonlySet<string>): boolean =>
  item.author !== null &&
  (own.has(item.author.externalId) || own.has(`@${(item.author.handle ?? '').replace(/^@/, '').toLowerCase()}`));

async function insertFresh(
  deps: InboundDeps,
  tx: Tx,
  {
    items,
    envelope,
    account,
    own,
    realm,
  }: {
    items: readonly InboundItem[];
    envelope: Envelope;
    account: IntakeAccount;
    own: ReadonlySet<string>;
    realm: string;
  },
): Promise<void> {
  if (items.length === 0) return;
  const people = items.flatMap((item) => (item.author ? [item.author] : []));
  const contacts = await ensureContacts(tx, {
    realm,
    people,
    make: () => deps.ids.make('con'),
    at: envelope.receivedAt,
  });
  const threads = items.flatMap((item) => (item.conversation ? [item.conversation] : []));
  const conversations = await ensureConversations(tx, {
    realm,
    externalIds: threads,
    make: () => deps.ids.make('cnv'),
    at: envelope.receivedAt,
  });
  const rows: NewMessage[] = items.map((item) => ({
    id: deps.ids.make('msg'),
    realm,
    externalId: item.externalId,
    versionId: item.versionId,
    account: account.id,
    envelope: envelope.id,
    direction: isOwn(item, own) ? 'out' : 'in',
    kind: item.kind,
    voice: isOwn(item, own) ? 'own' : 'reporter',
    contact: item.author ? (contacts.get(item.author.externalId) ?? null) : null,
    conversation: item.conversation ? (conversations.get(item.conversation) ?? null) : null,
    ticket: null,
    text: item.text,
    salt: deps.ids.secret(9),
    language: null,
    at: Math.min(item.at ?? envelope.receivedAt, envelope.receivedAt + AHEAD),
    receivedAt: envelope.receivedAt,
    inReplyTo: item.inReplyTo,
    quotes: item.quotes,
    retweetOf: item.retweetOf,
    tagged: item.tagged,
    media: item.media,
    lat: item.geo?.lat ?? null,
    lon: item.geo?.lon ?? null,
    copyKey: null,
    reach: item.reach ?? 0,
    state: 'new',
    deletedAt: null,
  }));
  await insertMessages(tx, rows);
  await insertMedia(
    tx,
    rows.flatMap((row) =>
      row.media.map((one) => ({
        message: row.id,
        ...one,
        state: one.url ? 'waiting' : 'failed',
        blob: null,
        mime: null,
        size: null,
        attempts: 0,
      })),
    ),
  );
}
