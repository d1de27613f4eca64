import { fail } from '../../platform/errors.ts';
import type { Queue } from '../../platform/queue/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePost } from '../officers/officers.rules.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import { countDecisions, lessonRows } from './decisions.repository.ts';
import type { LearningDeps, Lesson, ModelFigures, ModelFitter, ModelRow } from './learning.types.ts';
import { insertModel, listModels, retireRunning, runningModel, startModel } from './models.repository.ts';
import { mayTrain } from './training.rules.ts';

/** So many of the newest decisions are learnt from. */
const MOST_LESSONS = 20_000;
const SHOWN = 20;
const STREAM = 'language-model';

async function lessonsOf(deps: LearningDeps): Promise<Lesson[]> {
  const rows = await lessonRows(deps.db.read, MOST_LESSONS);
  return rows.map(({ decision, text, kind, training }) => ({
    text,
    language: decision.language,
    answer: decision.answer,
    category: decision.category,
    urgency: decision.urgency,
    mayTrain: mayTrain({ kind, training }),
    heldBack: decision.heldBack,
  }));
}

export type AdminDeps = LearningDeps & { readonly tree: Reach };

/** Asks a worker to fit a candidate. Throws learning.too_few while there is nothing to learn from. */
export async function askForFit(
  deps: Pick<AdminDeps, 'db' | 'tree'> & { readonly queue: Pick<Queue, 'add'> },
  actor: Actor,
): Promise<void> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  if ((await countDecisions(deps.db.read, 0)) === 0) fail({ code: 'learning.too_few', kind: 'unprocessable' });
  await deps.queue.add('learning', {}, { dedupeKey: 'learning', attempts: 2 });
}

/** The weights in service; null while the starter set's own are. */
async function readRunning(
  deps: Pick<LearningDeps, 'db' | 'blobs'>,
): Promise<{ id: string; bytes: Uint8Array } | null> {
  const running = await runningModel(deps.db.read);
  const bytes = running && (await deps.blobs.get(running.blob));
  return running && bytes ? { id: running.id, bytes } : null;
}

/**
 * Fits a candidate from the officers' decisions and measures it beside the running model on decisions that neither saw.
 * Null when there is no decision yet. It is kept as a candidate when it does better, refused with its figures otherwise; nothing goes into service by itself.
 */
export async function refitModel(deps: LearningDeps & { readonly fitter: ModelFitter }): Promise<ModelRow | null> {
  const lessons = await lessonsOf(deps);
  if (lessons.length === 0) return null;
  const running = await readRunning(deps);
  const { bytes, examples, figures } = await deps.fitter.fit({ lessons, running: running?.bytes ?? null });
  const { hash } = await deps.blobs.put(bytes);
  const row: ModelRow = {
    id: deps.ids.make('mdl'),
    state: figures.verdict === 'better' ? 'candidate' : 'refused',
    blob: hash,
    examples,
    figures,
    madeAt: deps.clock.now(),
    decidedBy: null,
    decidedAt: null,
  };
  await deps.db.write(
    async (tx) => {
      await insertModel(tx, row);
      await deps.events.append(tx, [
        {
          stream: STREAM,
          type: 'model.fitted',
          actor: 'system',
          data: { model: row.id, verdict: figures.verdict, examples },
        },
      ]);
    },
    { lane: 'batch' },
  );
  return row;
}

export interface ModelView {
  readonly id: string;
  readonly state: string;
  readonly examples: number;
  readonly figures: ModelFigures;
  readonly madeAt: number;
  readonly decidedAt: number | null;
}

/** Models, newest first. For administrators. */
export async function showModels(deps: Pick<AdminDeps, 'db' | 'tree'>, actor: Actor): Promise<ModelView[]> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  return (await listModels(deps.db.read, SHOWN)).map(({ id, state, examples, figures, madeAt, decidedAt }) => ({
    id,
    state,
    examples,
    figures,
    madeAt,
    decidedAt,
  }));
}

/**
 * Puts a candidate, or an earlier model, into service; `null` goes back to the starter set. The one in service before is
 * kept, so that this can be turned round again. Throws learning.model_unknown for one that is refused or not there.
 */
export async function serveModel(deps: AdminDeps, { actor, id }: { actor: Actor; id: string | null }): Promise<void> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  const post = requirePost(actor, 'admin.system');
  const by = { by: actor.officer, at: deps.clock.now() };
  await deps.db.write(async (tx) => {
    const before = await runningModel(tx);
    if (before?.id === id || (before === null && id === null)) return;
    await retireRunning(tx, by);
    if (id !== null && !(await startModel(tx, { id, ...by })))
      fail({ code: 'learning.model_unknown', kind: 'not-found' });
    await deps.events.append(tx, [
      {
        stream: STREAM,
        type: 'model.served',
        actor: actorAt(actor, post),
        data: { model: id, before: before?.id ?? null },
      },
    ]);
  });
}
