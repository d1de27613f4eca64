import type { InboundItem, ParsedEnvelope } from '../../driver.types.ts';
import { asList, asRecord, asText, parseJson, type Unknowns } from '../read.ts';
import { createReport, type Report } from '../report.ts';
import { problemCode } from './failures.ts';
import { readLookup } from './lookup.ts';
import { readDirectMessage, readPost } from './post.ts';
import { isXId } from './snowflake.ts';

/** Deleted, or withdrawn from view: either way it may no longer be shown here. */
const GONE = new Set(['resource-not-found', 'not-authorized-for-resource']);
const POST_PARAMETER = /^(id|ids|(referenced|edit_history)_(tweets?|posts?)[._]ids?)$/;

function goneId(problem: Unknowns): string | null {
  if (!GONE.has(problemCode(problem['type']) ?? '')) return null;
  const type = asText(problem['resource_type']);
  const isPost =
    type === null ? POST_PARAMETER.test(asText(problem['parameter']) ?? '') : type === 'tweet' || type === 'post';
  const id = problem['resource_id'] ?? problem['value'];
  return isPost && isXId(id) ? id : null;
}

/** Problems of what came along (a user, a place) take nothing from the posts themselves. */
function readProblems({ value, report }: { value: unknown; report: Report }): readonly string[] {
  const gone = new Set<string>();
  asList(value).forEach((entry, index) => {
    const problem = asRecord(entry);
    const id = problem ? goneId(problem) : null;
    if (id !== null) gone.add(id);
    else if (!problem) report.reject(`errors.${index}`, 'not-an-object');
    else report.reject(`errors.${index}`, problemCode(problem['type']) ?? 'problem');
  });
  return [...gone];
}

const isDirectMessage = (value: unknown): boolean => {
  const event = asRecord(value);
  return typeof event?.['event_type'] === 'string' || typeof event?.['dm_conversation_id'] === 'string';
};

/**
 * Reads an answer of the X API: a page, a single post, direct messages; either vocabulary; nothing required but id and text.
 * Pure, and never throws: whatever cannot be read is named with its place.
 */
export function parseXBody(body: string): ParsedEnvelope {
  const report = createReport();
  const answer = asRecord(parseJson(body));
  if (!answer) {
    report.reject('body', parseJson(body) === undefined ? 'not-json' : 'not-an-object');
    return { items: [], gone: [], rejections: report.rejections };
  }
  const { data } = answer;
  const lookup = readLookup(answer['includes']);
  if (data !== undefined && data !== null && typeof data !== 'object') report.reject('data', 'not-a-list');
  const single = asRecord(data) !== null;
  const items = (single ? [data] : asList(data)).flatMap((value, index): readonly InboundItem[] => {
    const read = isDirectMessage(value) ? readDirectMessage : readPost;
    const item = read({ value, where: single ? 'data' : `data[${index}]`, lookup, report });
    return item ? [item] : [];
  });
  const gone = readProblems({ value: answer['errors'], report });
  return { items, gone, rejections: report.rejections };
}
