import { describe, expect, it, vi } from 'vitest';
import { createDrafts, sealWith } from './drafts.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    store: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size;
      },
    },
  };
}
type Store = ReturnType<typeof memory>['store'];

const of = { ticket: 'tkt_1', action: 'close' };
const keyOf = (letter: string) => btoa(letter.repeat(32));
const enter = async ({ store, officer = 'asha', key = officer }: { store: Store; officer?: string; key?: string }) => {
  const drafts = createDrafts();
  await drafts.open({ officer, store, seal: () => sealWith(keyOf(key.charAt(0))) });
  return drafts;
};
const sealed = (kept: Map<string, string>, count = 1) => vi.waitFor(() => expect(kept.size).toBe(count));

describe('drafts', () => {
  it('gives back what was typed, per docket and action, also after signing out and in again', async () => {
    const { store, kept } = memory();
    const drafts = await enter({ store });
    drafts.save({ ...of, draft: { publicAnswer: 'आपकी शिकायत' } });
    expect(drafts.load(of)).toEqual({ publicAnswer: 'आपकी शिकायत' });
    expect(drafts.load({ ...of, action: 'note' })).toBeNull();
    await sealed(kept);
    const again = await enter({ store });
    expect(again.load(of)).toEqual({ publicAnswer: 'आपकी शिकायत' });
    again.drop(of);
    expect((await enter({ store })).load(of)).toBeNull();
  });

  it('shows nothing of it to the next officer, and leaves nothing readable on the device', async () => {
    const { store, kept } = memory();
    const drafts = await enter({ store });
    drafts.save({ ...of, draft: { text: 'Secret of the victim' } });
    await sealed(kept);
    expect(JSON.stringify([...kept])).not.toContain('victim');
    const next = await enter({ store, officer: 'bina' });
    expect(next.load(of)).toBeNull();
    expect(kept.size).toBe(1);
    await drafts.open({ officer: 'bina', store, seal: () => sealWith(keyOf('b')) });
    expect(drafts.load(of)).toBeNull();
    expect((await enter({ store })).load(of)).toEqual({ text: 'Secret of the victim' });
  });

  it('keeps the last of what was typed in haste', async () => {
    const { store, kept } = memory();
    const drafts = await enter({ store });
    for (const text of ['a', 'ab', 'abc']) drafts.save({ ...of, draft: { text } });
    await sealed(kept);
    expect((await enter({ store })).load(of)).toEqual({ text: 'abc' });
  });

  it('keeps nothing of an empty form, forgets what is old, broken, or sealed by another key', async () => {
    const { store, kept } = memory();
    (await enter({ store })).save({ ...of, draft: { text: '' } });
    expect(kept.size).toBe(0);
    const key = 'pukaar.draft.asha.tkt_1.close';
    const seal = await sealWith(keyOf('a'));
    const old = await seal.close(JSON.stringify({ at: Date.now() - 15 * 86_400_000, draft: { text: 'old' } }));
    const foreign = await (await sealWith(keyOf('x'))).close(JSON.stringify({ at: Date.now(), draft: { text: 'x' } }));
    for (const broken of ['{', old, foreign, await seal.close('{"at":1}')]) {
      kept.set(key, broken);
      expect((await enter({ store })).load(of)).toBeNull();
      expect(kept.has(key)).toBe(false);
    }
  });

  it('forgets what another page of the officer has sent', async () => {
    const { store } = memory();
    const drafts = await enter({ store });
    drafts.save({ ...of, draft: { text: 'a' } });
    drafts.forget('pukaar.draft.bina.tkt_1.close');
    expect(drafts.load(of)).toEqual({ text: 'a' });
    drafts.forget('pukaar.draft.asha.tkt_1.close');
    expect(drafts.load(of)).toBeNull();
  });

  it('works without a store, or with one that is full', async () => {
    const full = {
      ...memory().store,
      setItem: () => {
        throw new Error('full');
      },
    };
    const drafts = await enter({ store: full });
    expect(() => drafts.save({ ...of, draft: { text: 'a' } })).not.toThrow();
    expect(drafts.load(of)).toEqual({ text: 'a' });
    const none = createDrafts();
    none.save({ ...of, draft: { text: 'b' } });
    expect(none.load(of)).toEqual({ text: 'b' });
  });
});
