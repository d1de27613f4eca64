/** What we ask of a post, in either of the two vocabularies that the service has used since August 2026. */
export type Vocabulary = 'tweet' | 'post';

const POST_FIELDS = [
  'attachments',
  'author_id',
  'conversation_id',
  'created_at',
  'edit_controls',
  'entities',
  'geo',
  'id',
  'in_reply_to_user_id',
  'lang',
  'possibly_sensitive',
  'public_metrics',
  'text',
  'withheld',
];
const USER_FIELDS = 'id,name,username,protected,verified';
const MEDIA_FIELDS = 'alt_text,duration_ms,media_key,preview_image_url,type,url,variants';

export type Query = Record<string, string>;

export function postFields(vocabulary: Vocabulary): Query {
  const references = `referenced_${vocabulary}s`;
  const history = `edit_history_${vocabulary}_ids`;
  return {
    [`${vocabulary}.fields`]: [...POST_FIELDS, references, history, `note_${vocabulary}`].join(','),
    expansions: [
      'author_id',
      'attachments.media_keys',
      'geo.place_id',
      `${references}.id`,
      `${references}.id.author_id`,
    ].join(','),
    'user.fields': USER_FIELDS,
    'media.fields': MEDIA_FIELDS,
    'place.fields': 'country_code,full_name,geo,place_type',
  };
}

export const dmFields = (): Query => ({
  'dm_event.fields': 'attachments,created_at,dm_conversation_id,event_type,id,sender_id,text',
  expansions: 'sender_id,attachments.media_keys',
  'user.fields': USER_FIELDS,
  'media.fields': MEDIA_FIELDS,
  event_types: 'MessageCreate',
});
