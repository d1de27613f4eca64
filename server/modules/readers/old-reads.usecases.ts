/** Removing old lines of the log is the retention's, by its setting. */
export { dropReads as dropOldReads, countReads } from './readers.repository.ts';
