import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import type { EnteredWord } from '../inbound/stages.types.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  people,
  refusal,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { correctTicket } from '../tickets/triage.usecases.ts';
import { followWords } from './follow-words.usecases.ts';
import { isTooCommon } from './lexicon.rules.ts';
import type { LexiconDeps } from './lexicon.types.ts';
import { editWord, enterWord, previewWord, readWords, removeWord } from './lexicon.usecases.ts';

const { admin, operator } = people;
const WORD = { text: 'झबरा', says: 'danger', label: null, note: 'गिरोह का नाम' } as const;

/** An administrator who is also posted where messages are read. */
const readerAt = (unit: string) => ({
  ...admin,
  posts: [...admin.posts, ...createActor({ unit, role: 'operator' }).posts],
});

describe.each(testEngines)('words entered by people on %s', (engine) => {
  let desk: TicketDesk;
  let deps: LexiconDeps;
  let follow: () => Promise<void>;
  const events = async () => desk.deps.events.ofStream('lexicon');
  const urgency = async (text: string): Promise<string | undefined> => {
    await follow();
    return (await desk.deps.stages.run([{ id: 'x', text }]))[0]?.assessment.urgency;
  };
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = desk.deps;
    follow = followWords(desk.deps);
  });
  afterAll(() => desk.close());

  it('hold for what comes next, in either script, once they were entered; twice is once', async () => {
    const text = 'हजरतगंज में jhabra आया है';
    expect(await urgency(text)).not.toBe('life-risk');
    const first = await enterWord(deps, { ...WORD, actor: admin });
    expect(await enterWord(deps, { ...WORD, actor: admin })).toEqual(first);
    expect((await events()).map(({ type }) => type)).toEqual(['lexicon.entered']);
    expect(JSON.stringify(await events())).not.toContain('झबरा');
    expect(await urgency(text)).toBe('life-risk');
    const ticket = await desk.plea({ text: 'हजरतगंज चौराहे पर झबरा वाले लोग आए हैं' });
    expect(ticket).toMatchObject({ urgency: 'life-risk', state: 'received' });
    const alarms = await deps.db.read.select().from(deps.db.tables.alarm);
    expect(alarms.find((alarm) => alarm.ticket === ticket.id)?.siren).toBe(false);
  });

  it('reach the stages of another process', async () => {
    const heard: (readonly EnteredWord[])[] = [];
    const other = followWords({ db: deps.db, stages: { setWords: async (words) => void heard.push(words) } });
    await other();
    await other();
    const { note: _, ...word } = WORD;
    expect(heard).toEqual([[word]]);
  });

  it('are found in any script, with who entered them', async () => {
    expect(await readWords(deps, { actor: admin, q: 'jhabra' })).toMatchObject([{ ...WORD, version: 1 }]);
    expect(await readWords(deps, { actor: admin, q: 'kuchh aur' })).toEqual([]);
  });

  it('are changed as they were read, and removed, also twice', async () => {
    const [row] = await readWords(deps, { actor: admin, q: '' });
    const id = row?.id ?? '';
    const set = { says: 'category', label: 'theft', note: 'चोरों का नाम' } as const;
    const changed = await editWord(deps, { actor: admin, id, version: 1, ...set });
    expect(changed.version).toBe(2);
    expect(await editWord(deps, { actor: admin, id, version: 2, ...set })).toEqual(changed);
    expect(await refusal(editWord(deps, { actor: admin, id, version: 1, ...set }))).toBe('lexicon.version_conflict');
    expect(await urgency('jhabra yahan hai')).not.toBe('life-risk');
    expect(await refusal(removeWord(deps, { actor: admin, id, version: 1 }))).toBe('lexicon.version_conflict');
    expect(await removeWord(deps, { actor: admin, id, version: 2 })).toEqual({ removed: true });
    expect(await removeWord(deps, { actor: admin, id, version: 2 })).toEqual({ removed: false });
    expect(await refusal(editWord(deps, { actor: admin, id, version: 2, ...set }))).toBe('lexicon.unknown');
    expect((await events()).map(({ type }) => type)).toEqual(['lexicon.entered', 'lexicon.changed', 'lexicon.removed']);
  });

  it('of two who enter one word at once, one does', async () => {
    const [one, two] = [
      { ...WORD, text: 'फटफटिया' },
      { ...WORD, text: 'phatphatiya', says: 'act' as const },
    ];
    const outcomes = await Promise.all([one, two].map((word) => refusal(enterWord(deps, { ...word, actor: admin }))));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(outcomes).toContain('lexicon.known');
  });

  it('refuse the wrong officer, and words that say nothing', async () => {
    const lower = createActor({ unit: HAZRATGANJ, role: 'admin' });
    for (const actor of [operator, people.chief, lower]) {
      expect(await refusal(enterWord(deps, { ...WORD, actor }))).toBe('officers.not_allowed');
      expect(await refusal(previewWord(deps, { ...WORD, actor }))).toBe('officers.not_allowed');
      expect(await refusal(readWords(deps, { actor, q: '' }))).toBe('officers.not_allowed');
      expect(await refusal(removeWord(deps, { actor, id: 'wrd_1', version: 1 }))).toBe('officers.not_allowed');
      const change = { id: 'wrd_1', version: 1, says: 'act', label: null, note: 'why so' } as const;
      expect(await refusal(editWord(deps, { actor, ...change }))).toBe('officers.not_allowed');
    }
    const enter = (text: string) => refusal(enterWord(deps, { ...WORD, text, actor: admin }));
    expect(await enter('x')).toBe('lexicon.too_short');
    expect(await enter('!!')).toBe('lexicon.too_short');
    expect(await enter('में यह था')).toBe('lexicon.too_common');
    expect(await enter('one two three four five six seven')).toBe('lexicon.too_long');
  });

  it('are tried on what the officer may read, before they are entered', async () => {
    const seen = await desk.plea({ text: 'मेरा मोबाइल हजरतगंज चौराहे पर गुलबिया छीनकर भाग गया, काली बाइक थी' });
    const hidden = await desk.plea({ text: 'हजरतगंज में महिला के साथ गुलबिया छेड़खानी कर रहे हैं' });
    const draft = { text: 'gulbiya', says: 'danger', label: null } as const;
    const own = await previewWord(deps, { ...draft, actor: readerAt('u_up') });
    expect(own).toMatchObject({ found: 2, changed: 2, isBlind: false });
    expect(own.examples.map(({ ticket }) => ticket).toSorted()).toEqual([seen.id, hidden.id].toSorted());
    expect(own.examples[0]).toMatchObject({ after: { urgency: 'life-risk' } });
    expect(await previewWord(deps, { ...draft, actor: readerAt(GOMTI_NAGAR) })).toMatchObject({
      found: 0,
      examples: [],
    });
    // Who reads no messages is told counts of what is open, and of a few not how many.
    const blind = await previewWord(deps, { ...draft, actor: admin });
    expect(blind).toMatchObject({ found: null, changed: null, isBlind: true, examples: [] });
    expect(blind.looked).toBeLessThan(own.looked);
    expect(await urgency('gulbiya yahan hai')).not.toBe('life-risk');
  });

  it('are not tried on a complaint that is kept from the officer', async () => {
    const about = await desk.plea({ text: 'हजरतगंज थाने का दरोगा चकमक मांग रहा है' });
    const draft = { text: 'चकमक', says: 'danger', label: null, actor: readerAt(HAZRATGANJ) } as const;
    const { version } = await desk.read(about.id);
    const act = { actor: operator, id: about.id, version };
    await correctTicket(desk.deps, { ...act, aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    expect(await previewWord(deps, draft)).toMatchObject({ found: 0, examples: [] });
    expect(await previewWord(deps, { ...draft, actor: readerAt('u_up') })).toMatchObject({ found: 1 });
  });
});

it('a word that stands in many messages is refused, sooner where it would sound alarms', () => {
  expect(isTooCommon({ says: 'danger', looked: 100, found: 6 })).toBe(true);
  expect(isTooCommon({ says: 'category', looked: 100, found: 6 })).toBe(false);
  expect(isTooCommon({ says: 'category', looked: 100, found: 26 })).toBe(true);
  expect(isTooCommon({ says: 'danger', looked: 10, found: 10 })).toBe(false);
});
