import type { ChannelDescriptor, ChannelDriver, InboundItem, InboundKind, ParsedEnvelope } from '../../driver.types.ts';
import {
  asList,
  asNumber,
  asPoint,
  asRecord,
  asText,
  asTime,
  asWebAddress,
  distinctHandles,
  handlesIn,
  parseJson,
  type Unknowns,
} from '../read.ts';
import { createReport, type Report } from '../report.ts';

/** A channel that is only read from files or from the screen: answers go by hand. */
export const silentDescriptor = (kind: string): ChannelDescriptor => ({
  kind,
  canPoll: false,
  canSend: false,
  canSendPrivately: false,
  measure: (text) => Array.from(text).length,
  limit: 280,
});

const KINDS = new Set<string>(['mention', 'reply', 'quote', 'retweet', 'dm', 'import', 'manual']);
const isKind = (value: unknown): value is InboundKind => typeof value === 'string' && KINDS.has(value);
const MAX_ID = 200;

/** An id of any shape that a file gives: text, or a number that was not yet too large to be exact. */
export function readId(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : asText(value)?.trim();
  return text && text.length <= MAX_ID ? text : null;
}

const HANDLE_ONLY = /^@?\w{1,20}$/;

/** Who wrote: a handle or an opaque name as text, or an object with `id`, `handle`, `name`. */
function readAuthor(value: unknown): InboundItem['author'] {
  const record = asRecord(value);
  const plain = readId(record ? (record['id'] ?? record['handle']) : value);
  if (plain === null) return null;
  const handle = asText(record ? record['handle'] : value);
  return {
    externalId: plain.replace(/^@/, ''),
    handle: handle !== null && HANDLE_ONLY.test(handle) ? `@${handle.replace(/^@/, '')}` : null,
    name: asText(record?.['name']),
  };
}

/** Pictures: a list of addresses or of objects; a mere count or yes says that there were some. */
function readMedia({ value, id }: { value: unknown; id: string }): InboundItem['media'] {
  const count = asNumber(value) ?? (value === true ? 1 : null);
  const entries = count === null ? asList(value) : Array.from({ length: Math.min(Math.max(Math.trunc(count), 0), 20) });
  return entries.map((entry, index) => {
    const record = asRecord(entry);
    const type = asText(record?.['kind'] ?? record?.['type']);
    const kind = type === 'video' || type === 'animation' || type === 'audio' || type === 'document' ? type : 'photo';
    return {
      externalId: `${id}:${index}`,
      kind,
      url: asWebAddress(record ? record['url'] : entry),
      alt: asText(record?.['alt']),
    };
  });
}

/** `{lat, lon}` or `[lon, lat]`. */
function readGeo(value: unknown): InboundItem['geo'] {
  const record = asRecord(value);
  const [lon, lat] = asList(value);
  const point = asPoint(record ? record['lat'] : lat, record ? (record['lon'] ?? record['lng']) : lon);
  const label = asText(record?.['label']);
  return point && label ? { ...point, label } : point;
}

/** Handles with @, from a list or from words in one text; else those that stand in the message. */
function readTagged({ value, text }: { value: unknown; text: string }): readonly string[] {
  if (value === undefined || value === null) return handlesIn(text);
  return distinctHandles(
    typeof value === 'string' ? value.split(/[\s,]+/) : asList(value).map((entry) => asText(entry) ?? ''),
  );
}

const readTime = (value: unknown): number | null => {
  const number = asNumber(value);
  if (number === null) return asTime(value);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
};

/** One recorded message; null with a rejection when it has no id or no text. */
export function readLine({
  value,
  where,
  report,
  usualKind,
}: {
  value: Unknowns;
  where: string;
  report: Report;
  usualKind: InboundKind;
}): InboundItem | null {
  const id = readId(value['id']);
  const text = asText(value['text']);
  if (id === null) return report.reject(where, 'no-id');
  if (text === null || text.trim() === '') return report.reject(where, 'no-text');
  const check = <T>(field: string, read: T | null, what: string): T | null =>
    report.check({ raw: value[field], value: read, where: `${where}.${field}`, what });
  const kind = check('kind', isKind(value['kind']) ? value['kind'] : null, 'not-a-kind');
  const inReplyTo = check('inReplyTo', readId(value['inReplyTo']), 'not-an-id');
  return {
    externalId: id,
    versionId: id,
    kind: kind ?? (inReplyTo === null ? usualKind : 'reply'),
    text,
    at: check('at', readTime(value['at']), 'not-a-date'),
    author: check('author', readAuthor(value['author']), 'not-an-author'),
    conversation: readId(value['conversation']),
    inReplyTo,
    quotes: readId(value['quotes']),
    retweetOf: readId(value['retweetOf']),
    tagged: readTagged({ value: value['tagged'], text }),
    media: readMedia({ value: value['media'], id }),
    geo: check('geo', readGeo(value['geo']), 'not-a-place'),
    languageHint: asText(value['lang']),
    reach: null,
  };
}

/**
 * Reads lines of JSON in the shape of `replay`:
 * `{"id","text","at"?,"author"?,"kind"?,"inReplyTo"?,"tagged"?,"media"?,"geo"?}`. Never throws; a wrong line is named by its number.
 */
function parseLines(body: string): ParsedEnvelope {
  const report = createReport();
  const items = body.split('\n').flatMap((line, index): readonly InboundItem[] => {
    if (line.trim() === '') return [];
    const where = `line ${index + 1}`;
    const value = asRecord(parseJson(line.replace(/^\uFEFF/, '')));
    const item = value
      ? readLine({ value, where, report, usualKind: 'mention' })
      : report.reject(where, parseJson(line) === undefined ? 'not-json' : 'not-an-object');
    return item ? [item] : [];
  });
  return { items, gone: [], rejections: report.rejections };
}

/** Leaves an empty line for each, so that the others keep their numbers. */
function withoutLines(body: string, gone: ReadonlySet<string>): string {
  const lines = body.split('\n').map((line) => {
    const id = readId(asRecord(parseJson(line.replace(/^\uFEFF/, '')))?.['id']);
    return id !== null && gone.has(id) ? '' : line;
  });
  return lines.join('\n');
}

export const jsonlDriver: ChannelDriver = {
  descriptor: silentDescriptor('jsonl'),
  parse: parseLines,
  without: withoutLines,
};
