import { createHash } from 'node:crypto';
import { readable } from '../../../language/kruti-dev.rules.ts';
import type { ChannelDriver, InboundItem, ParsedEnvelope } from '../../driver.types.ts';
import { silentDescriptor } from '../jsonl/driver.ts';
import { asText, handlesIn } from '../read.ts';
import { createReport } from '../report.ts';
import { isXId, xIdTime } from '../x/snowflake.ts';

/** The address of a post: gives its id, its author and, by the id, its time. */
const POST_LINK = /https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/(\w{1,20})\/status(?:es)?\/(\d{1,19})\S*/i;
/** A line of dashes stands between several texts. */
const BETWEEN = /(^[ \t]*(?:-{3,}|\u2014{2,}|={3,})[ \t]*$)/m;

/** The same text pasted twice is the same message. */
const textId = (text: string): string =>
  `paste-${createHash('sha256').update(text.normalize('NFC').replace(/\s+/g, ' ')).digest('hex').slice(0, 24)}`;

function readPasted(part: string): InboundItem | null {
  const link = POST_LINK.exec(part);
  const [, handle, postId] = link ?? [];
  const text = readable((link ? part.replace(link[0], ' ') : part).replace(/[ \t]+/g, ' ').trim());
  if (text === '') return null;
  const id = isXId(postId) ? postId : textId(text);
  return {
    externalId: id,
    versionId: id,
    kind: 'manual',
    text,
    at: isXId(postId) ? xIdTime(postId) : null,
    author: handle ? { externalId: handle.toLowerCase(), handle: `@${handle}`, name: null } : null,
    conversation: null,
    inReplyTo: null,
    quotes: null,
    retweetOf: null,
    tagged: handlesIn(text),
    media: [],
    geo: null,
    languageHint: null,
    reach: null,
  };
}

/** Texts, and between each two the line that stands there. */
const partsOf = (body: string): readonly string[] => (asText(body) ?? '').split(BETWEEN);

function withoutParts(body: string, gone: ReadonlySet<string>): string {
  const isGone = (part: string): boolean => gone.has(readPasted(part)?.externalId ?? '');
  return partsOf(body)
    .map((part, index) => (index % 2 === 0 && isGone(part) ? '\n' : part))
    .join('');
}

/**
 * Reads what an operator typed or pasted: one text, or several with a line of dashes between them.
 * A post's address in it gives id, author and time. Never throws.
 */
function parsePaste(body: string): ParsedEnvelope {
  const report = createReport();
  const parts = partsOf(body).filter((_, index) => index % 2 === 0);
  const items = parts.flatMap((part, index): readonly InboundItem[] => {
    const item = readPasted(part);
    if (!item && (part.trim() !== '' || parts.length === 1))
      report.reject(`line ${index + 1}`, part.trim() === '' ? 'no-text' : 'link-without-text');
    return item ? [item] : [];
  });
  return { items, gone: [], rejections: report.rejections };
}

export const pasteDriver: ChannelDriver = {
  descriptor: silentDescriptor('paste'),
  parse: parsePaste,
  without: withoutParts,
};
