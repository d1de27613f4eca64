import lists from '../../data/language/about-police.json';
import type { Assessment } from '../inbound/stages.types.ts';
import { createPhraseFinder } from './phrases.rules.ts';

const wrongdoing = createPhraseFinder(lists.wrongdoing);
const officers = createPhraseFinder(lists.officers);
const misdeeds = createPhraseFinder(lists.misdeeds);
const NEAR = 7;

/** Whether the text accuses police: `yes` by a plain phrase, `unclear` when an officer and a misdeed stand near each other. */
export function readAboutPolice({
  words,
  misconductScore,
}: {
  words: readonly string[];
  misconductScore: number;
}): Assessment['aboutPolice'] {
  if (misconductScore >= 0.5 || wrongdoing.find(words).length > 0) return 'yes';
  if (misconductScore >= 0.06) return 'unclear';
  const deeds = misdeeds.find(words);
  if (deeds.length === 0) return 'no';
  const isNear = officers.find(words).some((officer) => deeds.some((deed) => Math.abs(deed.at - officer.at) <= NEAR));
  return isNear ? 'unclear' : 'no';
}
