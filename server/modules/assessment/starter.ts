import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/root.ts';
import { readAssessmentModel, writeAssessmentModel, type StoredModel } from './model-bytes.rules.ts';
import { fitStarter } from './model.rules.ts';

/** The fitted model's name beside the built code, where the build puts it. */
export const STARTER_FILE = 'starter.model';

/** What the fitting reads: its words, its method and the fold that both are told in. */
const LEARNT_FROM = ['server/data/language', 'server/modules/assessment', 'server/modules/language'];

/** Where a process that runs from the sources leaves the model for the next one: another place once a word or a rule is another. */
function placeForSources(): string {
  const hash = createHash('sha256');
  for (const folder of LEARNT_FROM)
    for (const name of readdirSync(path.join(projectRoot, folder)).sort())
      if (/(?<!\.test)\.(ts|json)$/.test(name))
        hash.update(name).update(readFileSync(path.join(projectRoot, folder, name)));
  return path.join(projectRoot, '.cache', `starter-${hash.digest('hex').slice(0, 16)}.model`);
}

/** Fits the starter model and keeps it in `file`, whole or not at all. */
export function keepStarter(file: string): StoredModel {
  const model = fitStarter();
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, writeAssessmentModel(model));
  renameSync(draft, file);
  return model;
}

function load(): StoredModel {
  const here = import.meta.dirname;
  if (path.basename(here) !== 'dist') {
    const place = placeForSources();
    return existsSync(place) ? readAssessmentModel(readFileSync(place)) : keepStarter(place);
  }
  const built = path.join(here, STARTER_FILE);
  return existsSync(built) ? readAssessmentModel(readFileSync(built)) : fitStarter();
}

let starter: StoredModel | undefined;

/** The model that Pukaar comes with: the same for all who ask. Read from where it was kept, or fitted, which takes seconds. */
export const starterModel = (): StoredModel => (starter ??= load());
