/** Words of posts that are gone are cut out of what the channel delivered, where nothing else needs it. */
export { blankEnvelopes } from './envelopes.repository.ts';
