import type { ApiAnswer, ApiContext, ApiRequest } from './api.types.ts';
import { invalidRequest, notThere } from './problems.ts';
import { byName, directMessages, lookupMany, lookupOne, me, mentions, ownTimeline, search } from './read-calls.ts';
import { createDirectMessage, createPost } from './write-calls.ts';

type Call = (input: { request: ApiRequest; context: ApiContext; id: string }) => ApiAnswer;

const CALLS: readonly (readonly [method: string, path: RegExp, call: Call])[] = [
  ['GET', /^\/2\/users\/(\d+)\/mentions$/, mentions],
  ['GET', /^\/2\/users\/(\d+)\/tweets$/, ownTimeline],
  ['GET', /^\/2\/users\/me$/, me],
  ['GET', /^\/2\/users\/by\/username\/(\w{1,15})$/, byName],
  ['GET', /^\/2\/tweets\/search\/recent$/, search],
  ['GET', /^\/2\/tweets$/, lookupMany],
  ['GET', /^\/2\/tweets\/(\d+)$/, lookupOne],
  ['GET', /^\/2\/dm_events$/, directMessages],
  ['GET', /^\/2\/dm_conversations\/with\/(\d+)\/dm_events$/, directMessages],
  ['POST', /^\/2\/tweets$/, createPost],
  ['POST', /^\/2\/dm_conversations\/with\/(\d+)\/messages$/, createDirectMessage],
];

/** Carries out one call of the API. */
export function answerCall({ request, context }: { request: ApiRequest; context: ApiContext }): ApiAnswer {
  for (const [method, pattern, call] of CALLS) {
    const found = method === request.method ? pattern.exec(request.path) : null;
    if (!found) continue;
    const refused = refusedName(request.query, context.vocabulary);
    return refused
      ? invalidRequest(`The query parameter [${refused}] is not one of the known ones`)
      : call({ request, context, id: found[1] ?? '' });
  }
  return notThere;
}

/** Fields of a post that the newer vocabulary gives only by expansion. */
const BY_EXPANSION = /^(author_id|in_reply_to_user_id|referenced_posts|edit_history_post_ids)$/;

/** The name in the question that this vocabulary does not know. */
function refusedName(query: URLSearchParams, vocabulary: string): string | null {
  if (vocabulary === 'tweet') return query.has('post.fields') ? 'post.fields' : null;
  if (vocabulary !== 'post-only') return null;
  if (query.has('tweet.fields')) return 'tweet.fields';
  const fields = (query.get('post.fields') ?? '').split(',');
  const expansions = (query.get('expansions') ?? '').split(',');
  return fields.find((name) => BY_EXPANSION.test(name)) ?? expansions.find((name) => name.includes('tweet')) ?? null;
}
