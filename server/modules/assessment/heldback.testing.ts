import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/root.ts';
import { normalise } from '../language/normalise.rules.ts';
import { hasLink } from './answer-features.rules.ts';
import { assess } from './assess.rules.ts';
import { starterModel } from './starter.ts';

/** The rows of `held-back-NAME.json`, which nothing was taught from. */
export const heldBack = <Row>(name: string): readonly Row[] =>
  JSON.parse(readFileSync(path.join(projectRoot, `server/data/language/held-back-${name}.json`), 'utf8'));

const model = starterModel();

/** What the starter model says of a text by its words alone, a place being known. */
export const assessText = (text: string): ReturnType<typeof assess> =>
  assess({
    text: normalise(text),
    model,
    hasPlace: true,
    isOutside: false,
    hasMedia: false,
    hasLink: hasLink(text),
  });

export const shareOf = <T>(list: readonly T[], holds: (one: T) => boolean): number =>
  list.filter(holds).length / list.length;
