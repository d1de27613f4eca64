/** Queues of the product. What is to be done stands in the tables; these say when. */
export const QUEUES = ['intake', 'outbox', 'media', 'pictures', 'learning'] as const;
export type QueueName = (typeof QUEUES)[number];
