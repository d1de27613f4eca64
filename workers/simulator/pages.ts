import type { ApiAnswer, ApiContext, ApiRequest } from './api.types.ts';
import { older } from './ids.ts';
import { invalidRequest } from './problems.ts';
import { renderPosts, type Asked } from './render.ts';
import type { SimPost } from './world.types.ts';

const list = (value: string | null): ReadonlySet<string> => new Set((value ?? '').split(',').filter(Boolean));

export const askedIn = (query: URLSearchParams): Asked => ({
  fields: list(query.get('tweet.fields') ?? query.get('post.fields')),
  expansions: list(query.get('expansions')),
});

/** A page's token names the last id that was given; it means nothing to whoever asks. */
export const toToken = (id: string): string => Buffer.from(`after ${id}`).toString('hex');
const fromToken = (token: string): string | null =>
  /^after (\d+)$/.exec(Buffer.from(token, 'hex').toString())?.[1] ?? null;

function within(query: URLSearchParams): ((post: SimPost) => boolean) | string {
  const sinceId = query.get('since_id');
  const untilId = query.get('until_id');
  for (const id of [sinceId, untilId]) if (id !== null && !/^\d{1,19}$/.test(id)) return `[${id}] is not a valid id`;
  const from = query.get('start_time');
  const to = query.get('end_time');
  for (const time of [from, to])
    if (time !== null && Number.isNaN(Date.parse(time))) return `[${time}] is not a valid date-time`;
  return (post) =>
    (sinceId === null || older(sinceId, post.id)) &&
    (untilId === null || older(post.id, untilId)) &&
    (from === null || post.at >= Date.parse(from)) &&
    (to === null || post.at < Date.parse(to));
}

function sizeIn({ query, least, usual }: { query: URLSearchParams; least: number; usual: number }): number | null {
  const size = Number(query.get('max_results') ?? usual);
  return Number.isInteger(size) && size >= least && size <= 100 ? size : null;
}

/** One page of posts that are given newest first, by the parameters that timelines and search share. */
export function pageOf({
  posts,
  request,
  context,
  least,
  usual,
}: {
  posts: readonly SimPost[];
  request: ApiRequest;
  context: ApiContext;
  least: number;
  usual: number;
}): ApiAnswer {
  const { query } = request;
  const filter = within(query);
  const size = sizeIn({ query, least, usual });
  const token = query.get('pagination_token') ?? query.get('next_token');
  const after = token === null ? null : fromToken(token);
  if (typeof filter === 'string') return invalidRequest(filter);
  if (size === null) return invalidRequest(`The \`max_results\` query parameter value is not between ${least} and 100`);
  if (token !== null && after === null) return invalidRequest('Invalid pagination token');
  const matching = posts.filter(filter).filter((post) => after === null || older(post.id, after));
  const page = matching.slice(0, size);
  const [newest, oldest] = [page[0], page.at(-1)];
  const meta = {
    result_count: page.length,
    ...(newest && oldest ? { newest_id: newest.id, oldest_id: oldest.id } : {}),
    ...(oldest && matching.length > size ? { next_token: toToken(oldest.id) } : {}),
  };
  return { status: 200, body: { ...renderPosts({ posts: page, ...context, asked: askedIn(query) }), meta } };
}
