import type { Kit } from '../../platform/db/kit.ts';

/** Words that administrators entered, and what they speak for. */
export const defineLexiconTables = (k: Kit) => ({
  enteredWord: k.table(
    'entered_word',
    {
      id: k.text('id').primaryKey(),
      text: k.text('text').notNull(),
      /** How it is compared: one phrase in any script and spelling is one word. */
      fold: k.text('fold').notNull(),
      /** category | danger | reason | act */
      says: k.text('says').notNull(),
      /** Key of the category, or the reason; null for the others. */
      label: k.text('label'),
      /** Why it was entered. */
      note: k.text('note').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
      version: k.int('version').notNull(),
    },
    (t) => [k.uniqueIndex('entered_word_fold').on(t.fold)],
  ),
});
