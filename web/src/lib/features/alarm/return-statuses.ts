/** What comes back from 112, in its usual order. */
export const RETURN_STATUSES = ['on-the-way', 'at-the-scene', 'attended', 'nobody-found'] as const;
