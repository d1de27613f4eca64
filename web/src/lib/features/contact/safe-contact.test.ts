import { describe, expect, it } from 'vitest';
import { draftOf, ruleOf, says } from './safe-contact.ts';

describe('a safe-contact rule in a form', () => {
  it('is said again as it was read', () => {
    for (const rule of [
      { mayCall: true, hours: { from: 0, until: 9 * 60 + 5 }, words: 'Ask for the sister' },
      { mayCall: false, hours: null, words: '' },
      { mayCall: true, hours: null, words: 'The husband must not know' },
    ])
      expect(ruleOf(draftOf({ isHidden: false, isNow: true, ...rule }))).toEqual(rule);
  });

  it('begins with nothing said, also where the rule is kept from the officer', () => {
    for (const contact of [null, { isHidden: true } as const]) {
      expect(says(draftOf(contact))).toBe(false);
      expect(ruleOf(draftOf(contact))).toEqual({ mayCall: true, hours: null, words: '' });
    }
    expect(says({ ...draftOf(null), how: 'never' })).toBe(true);
    expect(says({ ...draftOf(null), words: '  ' })).toBe(false);
  });
});
