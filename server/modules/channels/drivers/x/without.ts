import { asList, asRecord, asText, parseJson, type Unknowns } from '../read.ts';
import { firstVersion } from './post.ts';
import { isXId } from './snowflake.ts';

const isOneOf = (value: unknown, gone: ReadonlySet<string>): boolean => {
  const post = asRecord(value);
  const id = post?.['id'];
  return post !== null && isXId(id) && (gone.has(id) || gone.has(firstVersion({ post, id })));
};

/** What came along, as far as something that is left names it. */
const named = (entries: unknown, { key, by }: { key: string; by: string }): readonly unknown[] =>
  asList(entries).filter((entry) => {
    const id = asText(asRecord(entry)?.[key]);
    return id !== null && by.includes(JSON.stringify(id));
  });

/** Posts that others answer or quote come along with their words: they go with the post itself, wherever they stand. */
function withoutAlong({ includes, data, gone }: { includes: Unknowns; data: unknown; gone: ReadonlySet<string> }) {
  const posts = Object.fromEntries(
    ['tweets', 'posts'].flatMap((name) => {
      if (!(name in includes)) return [];
      const left = asList(includes[name]).filter((post) => !isOneOf(post, gone));
      return [[name, named(left, { key: 'id', by: JSON.stringify(data ?? null) })]];
    }),
  );
  const by = JSON.stringify([data ?? null, posts]);
  const keys = { users: 'id', media: 'media_key', places: 'id', polls: 'id' };
  const rest = Object.entries(keys).flatMap(([name, key]) =>
    name in includes ? [[name, named(includes[name], { key, by })]] : [],
  );
  return { ...posts, ...(Object.fromEntries(rest) as Unknowns) };
}

/** An answer of the X API without these posts, and without people, places and pictures that came along for them alone. */
export function withoutPosts(body: string, gone: ReadonlySet<string>): string {
  const answer = asRecord(parseJson(body));
  if (!answer) return '';
  const { data, includes, ...rest } = answer;
  const left = Array.isArray(data)
    ? data.filter((post) => !isOneOf(post, gone))
    : isOneOf(data, gone)
      ? undefined
      : data;
  const along = asRecord(includes);
  return JSON.stringify({
    ...(left === undefined ? {} : { data: left }),
    ...(along ? { includes: withoutAlong({ includes: along, data: left, gone }) } : {}),
    ...rest,
  });
}
