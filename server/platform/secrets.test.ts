import { describe, expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

describe('sealed secrets', () => {
  const secrets = createSecrets('a key of sixteen bytes or more');

  it('opens what it sealed, and never seals the same way twice', () => {
    const text = '{"bearer":"गोपनीय"}';
    const [first, second] = [secrets.seal(text), secrets.seal(text)];
    expect(secrets.open(first)).toBe(text);
    expect(first).not.toBe(second);
    expect(first).not.toContain('bearer');
  });

  it('refuses another key, a changed text and junk', () => {
    const sealed = secrets.seal('token');
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    expect(() => createSecrets('another key of sixteen bytes').open(sealed)).toThrow('platform.secret_unreadable');
    for (const text of [changed, '', 'v1.', 'v2.abc', 'plain'])
      expect(() => secrets.open(text)).toThrow('platform.secret_unreadable');
  });

  it('refuses a short key', () => {
    expect(() => createSecrets('short')).toThrow();
  });
});
