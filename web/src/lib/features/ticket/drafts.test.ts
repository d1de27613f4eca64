import { describe, expect, it } from 'vitest';
import { createDrafts } from './drafts.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    store: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  };
}
const of = { ticket: 'tkt_1', action: 'close' };

describe('drafts', () => {
  it('gives back what was typed, per docket and action', () => {
    const { store } = memory();
    const drafts = createDrafts(() => store);
    drafts.save({ ...of, draft: { publicAnswer: 'आपकी शिकायत' } });
    expect(drafts.load(of)).toEqual({ publicAnswer: 'आपकी शिकायत' });
    expect(drafts.load({ ...of, action: 'note' })).toBeNull();
    drafts.drop(of);
    expect(drafts.load(of)).toBeNull();
  });

  it('keeps nothing of an empty form, and reads nothing that is not its own', () => {
    const { store, kept } = memory();
    const drafts = createDrafts(() => store);
    drafts.save({ ...of, draft: { text: '' } });
    expect(kept.size).toBe(0);
    for (const broken of ['{', '7', '{"text":3}']) {
      kept.set('pukaar.draft.tkt_1.close', broken);
      expect(drafts.load(of)).toBeNull();
    }
  });

  it('works without a store, or with one that is full', () => {
    const full = {
      ...memory().store,
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => createDrafts(() => full).save({ ...of, draft: { text: 'a' } })).not.toThrow();
    expect(createDrafts(() => null).load(of)).toBeNull();
  });
});
