import type { StageRunner } from '../inbound/stages.types.ts';
import type { LearningDeps } from './learning.types.ts';
import { runningModel } from './models.repository.ts';

/** Lets the stages of this process follow the model in service; each call looks whether another one is. */
export function followModel(
  deps: Pick<LearningDeps, 'db' | 'blobs'> & { readonly stages: Pick<StageRunner, 'setModel'> },
): () => Promise<void> {
  let served: string | null = null;
  return async () => {
    const running = await runningModel(deps.db.read);
    if ((running?.id ?? null) === served) return;
    const bytes = running === null ? null : await deps.blobs.get(running.blob);
    // Weights that are not there (yet): the ones at hand go on serving, and it is looked again.
    if (running !== null && bytes === null) return;
    await deps.stages.setModel(bytes);
    served = running?.id ?? null;
  };
}
