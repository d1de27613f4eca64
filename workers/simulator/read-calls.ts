import type { ApiAnswer, ApiContext, ApiRequest } from './api.types.ts';
import { mentionsIn } from './entities.ts';
import { older } from './ids.ts';
import { askedIn, pageOf } from './pages.ts';
import { invalidRequest, notFoundError } from './problems.ts';
import { renderAccount, renderDirectMessages, renderPosts } from './render.ts';
import type { SimPost } from './world.types.ts';

type Call = (input: { request: ApiRequest; context: ApiContext; id: string }) => ApiAnswer;

/** Nobody can read further back than this, whatever was asked. */
const HORIZON = 800;
const SEARCH_DAYS_MS = 7 * 86_400_000;

function addresses({ post, userId, context }: { post: SimPost; userId: string; context: ApiContext }): boolean {
  if (post.author.id === userId) return false;
  const parent = context.world.find(post.inReplyTo ?? '');
  return parent?.author.id === userId || mentionsIn(post.text).some((mention) => mention.id === userId);
}

export const mentions: Call = ({ request, context, id }) =>
  pageOf({
    posts: context.world
      .timeline()
      .filter((post) => addresses({ post, userId: id, context }))
      .slice(0, HORIZON),
    request,
    context,
    least: 5,
    usual: 10,
  });

export const ownTimeline: Call = ({ request, context, id }) =>
  pageOf({
    posts: context.world.timeline().filter((post) => post.author.id === id),
    request,
    context,
    least: 5,
    usual: 10,
  });

/** Words joined by OR, each a handle, a hashtag or plain; a leading minus on `is:retweet` and `from:` is understood. */
function searches(query: string): (post: SimPost) => boolean {
  const words = query.toLowerCase().match(/-?[^\s()]+/g) ?? [];
  const without = words.filter((word) => word.startsWith('-'));
  const wanted = words.filter((word) => !word.startsWith('-') && word !== 'or');
  return (post) => {
    const text = post.text.toLowerCase();
    if (post.retweetOf !== null) return false;
    if (without.includes(`-from:${post.author.username.toLowerCase()}`)) return false;
    return wanted.some((word) => text.includes(word));
  };
}

export const search: Call = ({ request, context }) => {
  const query = request.query.get('query');
  if (!query || query.length > 512)
    return invalidRequest('The `query` parameter is required and holds up to 512 characters');
  const start = request.query.get('start_time');
  if (start !== null && Date.parse(start) < context.now - SEARCH_DAYS_MS)
    return invalidRequest("Invalid 'start_time': must be within the last 7 days");
  const matches = searches(query);
  const posts = context.world.timeline().filter((post) => post.at >= context.now - SEARCH_DAYS_MS && matches(post));
  return pageOf({ posts, request, context, least: 10, usual: 10 });
};

export const lookupMany: Call = ({ request, context }) => {
  const ids = (request.query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length === 0 || ids.length > 100 || !ids.every((id) => /^\d{1,19}$/.test(id)))
    return invalidRequest('The `ids` parameter holds 1 to 100 ids');
  const posts = ids.flatMap((id) => context.world.find(id) ?? []);
  const missing = ids.filter((id) => !context.world.find(id));
  const errors = missing.map((value) => notFoundError({ vocabulary: context.vocabulary, parameter: 'ids', value }));
  return {
    status: 200,
    body: {
      ...renderPosts({ posts, ...context, asked: askedIn(request.query) }),
      ...(errors.length > 0 ? { errors } : {}),
    },
  };
};

export const lookupOne: Call = ({ request, context, id }) => {
  const post = context.world.find(id);
  if (!post)
    return {
      status: 200,
      body: { errors: [notFoundError({ vocabulary: context.vocabulary, parameter: 'id', value: id })] },
    };
  const { data, ...rest } = renderPosts({ posts: [post], ...context, asked: askedIn(request.query) });
  return { status: 200, body: { ...(Array.isArray(data) ? { data: data[0] } : {}), ...rest } };
};

export const me: Call = ({ request }) => ({ status: 200, body: renderAccount(request.account) });

export const byName: Call = ({ context, id }) => ({
  status: 200,
  body: renderAccount(context.world.user({ handle: id })),
});

/** Direct messages that the account sent or got, newest first; there is no "since". */
export const directMessages: Call = ({ request, context, id }) => {
  const size = Number(request.query.get('max_results') ?? 100);
  const token = request.query.get('pagination_token');
  const own = context.world
    .directMessages()
    .filter(({ sender, recipient }) => [sender.id, recipient.id].includes(request.account.id))
    .filter(({ sender, recipient }) => id === '' || [sender.id, recipient.id].includes(id))
    .filter((message) => token === null || older(message.id, token));
  const page = own.slice(0, size);
  const last = page.at(-1);
  const meta = { result_count: page.length, ...(last && own.length > size ? { next_token: last.id } : {}) };
  return { status: 200, body: { ...renderDirectMessages(page), meta } };
};
