import type { Engine } from '../db/port.ts';
import { ftsSearch } from './fts.repository.ts';
import type { Search } from './port.ts';
import { tsvectorSearch } from './tsvector.repository.ts';

/** The full-text search of the database in use. */
export const createSearch = (engine: Engine): Search => (engine === 'sqlite' ? ftsSearch : tsvectorSearch);
