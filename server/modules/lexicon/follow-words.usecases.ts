import { readSetting } from '../../platform/settings/settings.repository.ts';
import type { StageRunner } from '../inbound/stages.types.ts';
import type { LexiconDeps } from './lexicon.types.ts';
import { wordsInService } from './try-word.usecases.ts';

/** Setting that is another after every change of the words. */
export const WORDS_VERSION = 'lexicon.version';

/** Lets the stages of this process follow the words that people entered; each call looks whether they are others. */
export function followWords(
  deps: Pick<LexiconDeps, 'db'> & { readonly stages: Pick<StageRunner, 'setWords'> },
): () => Promise<void> {
  let served: unknown = null;
  return async () => {
    const version = await readSetting(deps.db.read, WORDS_VERSION);
    if (version === served) return;
    await deps.stages.setWords(await wordsInService(deps));
    served = version;
  };
}
