import { describe, expect, it } from 'vitest';
import { createFloodWatch, FLOOD_LIMITS, FLOOD_WINDOW, foldFlood, type FloodInput } from './flood.rules.ts';

const message = (change: Partial<FloodInput> = {}): FloodInput => ({
  author: 'a',
  copyKey: 'k',
  at: 10_000_000,
  urgency: 'normal',
  ...change,
});

describe('floods', () => {
  it('fold one author and one text, each into a row of its own that expires', () => {
    const many = { byAuthor: FLOOD_LIMITS.author, byText: FLOOD_LIMITS.text };
    expect(foldFlood({ message: message(), counts: many })).toMatchObject({ row: 'author:a' });
    expect(foldFlood({ message: message({ author: null }), counts: many })?.row).toBe('text:k');
    expect(foldFlood({ message: message(), counts: many })?.expiresAt).toBeGreaterThan(message().at);
  });

  it('leave alone what is below the limits', () => {
    const few = { byAuthor: FLOOD_LIMITS.author - 1, byText: FLOOD_LIMITS.text - 1 };
    expect(foldFlood({ message: message(), counts: few })).toBeNull();
    expect(
      foldFlood({ message: message({ author: null, copyKey: '' }), counts: { byAuthor: 99, byText: 99 } }),
    ).toBeNull();
  });

  it('never swallow a life at risk', () => {
    const counts = { byAuthor: 1_000, byText: 1_000 };
    expect(foldFlood({ message: message({ urgency: 'life-risk' }), counts })).toBeNull();
    expect(foldFlood({ message: message({ urgency: 'urgent' }), counts })).not.toBeNull();
  });

  it('count the last hour only', () => {
    const watch = createFloodWatch();
    for (let at = 0; at < 25; at++) watch.take(message({ at: at * 1_000 }));
    expect(watch.take(message({ at: 25_000 }))).toEqual({ byAuthor: 25, byText: 25 });
    expect(watch.take(message({ at: 26_000, author: 'b' }))).toEqual({ byAuthor: 0, byText: 26 });
    expect(watch.take(message({ at: FLOOD_WINDOW + 30_000 }))).toEqual({ byAuthor: 0, byText: 0 });
  });
});
