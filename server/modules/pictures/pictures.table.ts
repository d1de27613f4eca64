import type { Kit } from '../../platform/db/kit.ts';

/** What stands on the pictures that citizens sent. */
export const definePictureTables = (k: Kit) => ({
  pictureReading: k.table(
    'picture_reading',
    {
      message: k.text('message').notNull(),
      externalId: k.text('external_id').notNull(),
      /** ocr | officer */
      source: k.text('source').notNull(),
      text: k.text('text').notNull(),
      /** 0..1; 1 for what an officer typed. */
      confidence: k.real('confidence').notNull(),
      officer: k.text('officer'),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.message, t.externalId, t.source] })],
  ),
});
