import { fail } from '../../platform/errors.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import type { Tx } from '../../schema.ts';
import type { EnteredFor } from '../inbound/stages.types.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorAt, requirePost } from '../officers/officers.rules.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { WORDS_VERSION } from './follow-words.usecases.ts';
import {
  changeWord,
  countWords,
  deleteWord,
  findByFold,
  findWord,
  insertWord,
  listWords,
} from './lexicon.repository.ts';
import { foldOf, isTooCommon, wordFault } from './lexicon.rules.ts';
import type { LexiconDeps, WordDraft, WordInput, WordRow } from './lexicon.types.ts';
import { tryWord, type Trial } from './try-word.usecases.ts';

const STREAM = 'lexicon';
/** They are looked for in every message. */
const MOST_WORDS = 2000;

/** Words act on every message of the installation: only who administers all of it enters them. */
function requireWording(deps: Pick<LexiconDeps, 'tree'>, actor: Actor): string {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  return actorAt(actor, requirePost(actor, 'admin.system'));
}

/** What an administrator sees of an entered word. */
export interface WordView {
  readonly id: string;
  readonly text: string;
  readonly says: EnteredFor;
  readonly label: string | null;
  readonly note: string;
  readonly officerName: string | null;
  readonly at: number;
  readonly version: number;
}

const present = (
  names: ReadonlyMap<string, string>,
  { id, text, says, label, note, officer, at, version }: WordRow,
): WordView => ({
  ...{ id, text, says: says as EnteredFor, label, note, at, version },
  officerName: names.get(officer) ?? null,
});

/** Every entered word, the latest first; with `q`, those that it stands in, in any script. */
export async function readWords(
  deps: Pick<LexiconDeps, 'db' | 'tree'>,
  { actor, q }: { actor: Actor; q: string },
): Promise<WordView[]> {
  requireWording(deps, actor);
  const rows = await listWords(deps.db.read, foldOf(q));
  const names = await officerNames(
    deps.db.read,
    rows.map(({ officer }) => officer),
  );
  return rows.map((row) => present(names, row));
}

function refuse(code: string): never {
  fail({ code, kind: 'invalid', fields: { text: code } });
}

/** Throws lexicon.too_short, lexicon.too_long, lexicon.too_common, lexicon.known. */
async function check(
  deps: LexiconDeps,
  { actor, draft }: { actor: Actor; draft: WordDraft },
): Promise<{ readonly fold: string; readonly trial: Trial }> {
  const fold = foldOf(draft.text);
  const fault = wordFault(fold);
  if (fault !== null) refuse(fault);
  const known = await findByFold(deps.db.read, fold);
  if (known !== null && known.id !== draft.id) refuse('lexicon.known');
  const { text, says, label } = draft;
  const { exact, trial } = await tryWord(deps, { actor, word: { text, says, label }, replaces: draft.id });
  if (isTooCommon({ says, ...exact })) refuse('lexicon.too_common');
  return { fold, trial };
}

/** What a word would do, without its being entered. */
export async function previewWord(
  deps: LexiconDeps,
  { actor, ...draft }: WordDraft & { readonly actor: Actor },
): Promise<Trial> {
  requireWording(deps, actor);
  return (await check(deps, { actor, draft })).trial;
}

/** Says, in the transaction, that other words are in service: every process fetches them. */
const markChanged = (deps: Pick<LexiconDeps, 'ids'>, tx: Tx): Promise<void> =>
  writeSetting(tx, { name: WORDS_VERSION, value: deps.ids.make('ver') });

const told = (row: WordRow) => ({ word: row.id, says: row.says, label: row.label, version: row.version });

/** Enters a word. Entering it twice, for the same, is once; for something else it is refused. */
export async function enterWord(
  deps: LexiconDeps,
  { actor, ...input }: WordInput & { readonly actor: Actor },
): Promise<{ readonly id: string; readonly version: number }> {
  const by = requireWording(deps, actor);
  const again = await findByFold(deps.db.read, foldOf(input.text));
  if (again !== null && isSame(again, input)) return { id: again.id, version: again.version };
  const { fold } = await check(deps, { actor, draft: input });
  const { text, says, label, note } = input;
  const row: WordRow = {
    ...{ id: deps.ids.make('wrd'), text, fold, says, label, note },
    ...{ officer: actor.officer, at: deps.clock.now(), version: 1 },
  };
  await deps.db.write(async (tx) => {
    if ((await countWords(tx)) >= MOST_WORDS) fail({ code: 'lexicon.full', kind: 'unprocessable' });
    if (!(await insertWord(tx, row))) refuse('lexicon.known');
    await markChanged(deps, tx);
    await deps.events.append(tx, [{ stream: STREAM, type: 'lexicon.entered', actor: by, data: told(row) }]);
  });
  return { id: row.id, version: row.version };
}

const isSame = (row: WordRow, { text, says, label, note }: WordInput): boolean =>
  row.text === text && row.says === says && row.label === label && row.note === note;

/** Throws lexicon.unknown, lexicon.version_conflict. */
async function stale(deps: LexiconDeps, id: string): Promise<never> {
  const current = await findWord(deps.db.read, id);
  if (current === null) fail({ code: 'lexicon.unknown', kind: 'not-found' });
  fail({ code: 'lexicon.version_conflict', kind: 'conflict', detail: { version: current.version } });
}

/** Changes what a word speaks for, and why. Its spelling stays: another word is another entry. */
export async function editWord(
  deps: LexiconDeps,
  {
    actor,
    id,
    version,
    ...input
  }: Omit<WordInput, 'text'> & { readonly actor: Actor; readonly id: string; readonly version: number },
): Promise<{ readonly id: string; readonly version: number }> {
  const by = requireWording(deps, actor);
  const before = await findWord(deps.db.read, id);
  if (before === null || before.version !== version) return stale(deps, id);
  const whole = { ...input, text: before.text };
  if (isSame(before, whole)) return { id, version };
  await check(deps, { actor, draft: { ...whole, id } });
  const set = { ...input, officer: actor.officer, at: deps.clock.now() };
  const after = await deps.db.write(async (tx) => {
    const row = await changeWord(tx, { id, version, set });
    if (row === null) return null;
    await markChanged(deps, tx);
    await deps.events.append(tx, [{ stream: STREAM, type: 'lexicon.changed', actor: by, data: told(row) }]);
    return row;
  });
  return after === null ? stale(deps, id) : { id, version: after.version };
}

/** Takes a word out. Of one that is gone already nothing is done. */
export async function removeWord(
  deps: LexiconDeps,
  { actor, id, version }: { actor: Actor; id: string; version: number },
): Promise<{ readonly removed: boolean }> {
  const by = requireWording(deps, actor);
  const removed = await deps.db.write(async (tx) => {
    if (!(await deleteWord(tx, { id, version }))) return false;
    await markChanged(deps, tx);
    await deps.events.append(tx, [{ stream: STREAM, type: 'lexicon.removed', actor: by, data: { word: id } }]);
    return true;
  });
  if (!removed && (await findWord(deps.db.read, id)) !== null) return stale(deps, id);
  return { removed };
}
