import type { ApiAnswer, ApiContext, ApiRequest } from './api.types.ts';
import { mentionsIn } from './entities.ts';
import { forbidden, invalidRequest } from './problems.ts';
import type { SimPost } from './world.types.ts';

type Call = (input: { request: ApiRequest; context: ApiContext; id: string }) => ApiAnswer;
const MAX_CODE_POINTS = 25_000;

const textIn = (body: Readonly<Record<string, unknown>>): string | null => {
  const { text } = body;
  return typeof text === 'string' && text.trim() !== '' && Array.from(text).length <= MAX_CODE_POINTS ? text : null;
};

function repliedTo(body: Readonly<Record<string, unknown>>): string | null {
  const { reply } = body;
  const id =
    typeof reply === 'object' && reply !== null && 'in_reply_to_tweet_id' in reply ? reply.in_reply_to_tweet_id : null;
  return typeof id === 'string' ? id : null;
}

/** X puts the names of those who are answered before the text; they do not count towards its length. */
function withNames({ text, parent, own }: { text: string; parent: SimPost; own: string }): string {
  const names = [parent.author.username, ...mentionsIn(parent.text).map((mention) => mention.username)];
  const wanted = [...new Set(names)].filter(
    (name) => name.toLowerCase() !== own.toLowerCase() && !text.toLowerCase().includes(`@${name.toLowerCase()}`),
  );
  return [...wanted.map((name) => `@${name}`), text].join(' ');
}

/** Posts a text or a reply. The same text twice is refused, as X does. */
export const createPost: Call = ({ request, context }) => {
  const { world } = context;
  const text = textIn(request.body);
  if (text === null) return invalidRequest('Your text was not accepted');
  const inReplyTo = repliedTo(request.body);
  const parent = inReplyTo === null ? undefined : world.find(inReplyTo);
  if (inReplyTo !== null && !parent)
    return forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
  const account = request.account.username;
  if (world.sent().some((item) => item.account === account && item.text === text && item.inReplyTo === inReplyTo))
    return forbidden('You are not allowed to create a Tweet with duplicate content.');
  const post = world.post({
    author: { handle: account },
    text: parent ? withNames({ text, parent, own: account }) : text,
    ...(inReplyTo === null ? {} : { inReplyTo }),
  });
  world.noteSent({
    id: post.id,
    kind: inReplyTo === null ? 'post' : 'reply',
    account,
    text,
    inReplyTo,
    to: null,
    at: post.at,
  });
  const history = context.vocabulary === 'tweet' ? 'edit_history_tweet_ids' : 'edit_history_post_ids';
  return { status: 201, body: { data: { id: post.id, text: post.text, [history]: [post.id] } } };
};

/** Sends a direct message: only to who wrote first. */
export const createDirectMessage: Call = ({ request, context, id }) => {
  const { world } = context;
  const text = textIn(request.body);
  const recipient = world.userById(id);
  if (text === null) return invalidRequest('Your text was not accepted');
  const wroteFirst = world
    .directMessages()
    .some(({ sender, recipient: to }) => sender.id === id && to.id === request.account.id);
  if (!recipient || !wroteFirst) return forbidden('You do not have permission to DM one or more participants.');
  const account = request.account.username;
  const message = world.directMessage({ author: { handle: account }, to: recipient.username, text });
  world.noteSent({
    id: message.id,
    kind: 'dm',
    account,
    text,
    inReplyTo: null,
    to: recipient.username,
    at: message.at,
  });
  return { status: 201, body: { data: { dm_conversation_id: message.conversation, dm_event_id: message.id } } };
};
