/** What we ask of a post, in either of the two vocabularies that the service has used since August 2026. */
export type Vocabulary = 'tweet' | 'post';

export type Query = Record<string, string>;

const POST_FIELDS = [
  'attachments',
  'conversation_id',
  'created_at',
  'edit_controls',
  'entities',
  'geo',
  'id',
  'lang',
  'possibly_sensitive',
  'public_metrics',
  'text',
  'withheld',
];

/** The newer vocabulary gives whatever refers to something else only by expansion; the older wants both. */
const NAMES: Readonly<
  Record<
    Vocabulary,
    { readonly fields: readonly string[]; readonly expansions: readonly string[]; readonly message: readonly string[] }
  >
> = {
  tweet: {
    fields: ['author_id', 'edit_history_tweet_ids', 'in_reply_to_user_id', 'note_tweet', 'referenced_tweets'],
    expansions: ['referenced_tweets.id', 'referenced_tweets.id.author_id'],
    message: ['sender_id'],
  },
  post: { fields: ['note_post'], expansions: ['edit_history_post_ids', 'referenced_posts'], message: [] },
};

const USER_FIELDS = 'id,name,username,protected,verified';
const MEDIA_FIELDS = 'alt_text,duration_ms,media_key,preview_image_url,type,url,variants';

export function postFields(vocabulary: Vocabulary): Query {
  const { fields, expansions } = NAMES[vocabulary];
  return {
    [`${vocabulary}.fields`]: [...POST_FIELDS, ...fields].join(','),
    expansions: ['author_id', 'attachments.media_keys', 'geo.place_id', ...expansions].join(','),
    'user.fields': USER_FIELDS,
    'media.fields': MEDIA_FIELDS,
    'place.fields': 'country_code,full_name,geo,place_type',
  };
}

export const dmFields = (vocabulary: Vocabulary): Query => ({
  'dm_event.fields': [
    'attachments',
    'created_at',
    'dm_conversation_id',
    'event_type',
    'id',
    'text',
    ...NAMES[vocabulary].message,
  ].join(','),
  expansions: 'sender_id,attachments.media_keys',
  'user.fields': USER_FIELDS,
  'media.fields': MEDIA_FIELDS,
  event_types: 'MessageCreate',
});
