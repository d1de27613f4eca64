import { userIdOf } from './ids.ts';

/** Finds a pattern; the places count code points, as X does. */
function spans(text: string, pattern: RegExp): readonly { start: number; end: number; value: string }[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = Array.from(text.slice(0, match.index)).length;
    return { start, end: start + Array.from(match[0]).length, value: match[1] ?? match[0] };
  });
}

export const mentionsIn = (text: string): readonly { start: number; end: number; username: string; id: string }[] =>
  spans(text, /(?<![\w@/])@(\w{1,15})(?!\w)/g).map(({ start, end, value }) => ({
    start,
    end,
    username: value,
    id: userIdOf(value),
  }));

/** Entities of a text as X reports them; kinds that do not occur are left out. */
export function entitiesOf(text: string): Record<string, unknown> | undefined {
  const hashtags = spans(text, /(?<![\p{L}\p{M}\p{N}_])#([\p{L}\p{M}\p{N}_]+)/gu).map(({ start, end, value }) => ({
    start,
    end,
    tag: value,
  }));
  const urls = spans(text, /https?:\/\/\S+/g).map(({ start, end, value }) => ({
    start,
    end,
    url: value,
    expanded_url: value,
    display_url: value,
  }));
  const mentions = mentionsIn(text);
  const found = {
    ...(mentions.length > 0 ? { mentions } : {}),
    ...(hashtags.length > 0 ? { hashtags } : {}),
    ...(urls.length > 0 ? { urls } : {}),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}
