import asking from '../../data/language/secrecy.json';
import { createPhraseFinder } from './phrases.rules.ts';

const finder = createPhraseFinder(Object.values(asking).flat());

/** Whether folded words ask that nobody be told who wrote them: an informer's first wish, in any of the languages. */
export const asksToStayUnknown = (words: readonly string[]): boolean => finder.find(words).length > 0;
