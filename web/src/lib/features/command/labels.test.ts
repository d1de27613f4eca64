import { describe, expect, it } from 'vitest';
import { labelsOf } from './labels.ts';

const sheet = { width: 460, height: 285 };
const named = (id: string, x: number, y: number, words = 'Hazratganj 12') => ({ id, x, y, radius: 10, words });

describe('names on the map', () => {
  it('stand below where there is room, and elsewhere where a neighbour stands', () => {
    const [one, other] = labelsOf({ ...sheet, named: [named('a', 200, 100), named('b', 200, 135)] });
    expect(one?.y).toBeLessThan(100);
    expect(other?.y).toBeGreaterThan(145);
  });

  it('are left out before they lie over one another, over a circle or over the edge', () => {
    const crowd = Array.from({ length: 40 }, (_, at) =>
      named(`u${at}`, 230 + (at % 8) * 6, 140 + Math.floor(at / 8) * 6),
    );
    const labels = labelsOf({ ...sheet, named: crowd });
    expect(labels.length).toBeLessThan(6);
    for (const one of labels)
      for (const other of labels)
        if (one !== other) expect(Math.abs(one.y - other.y) >= 17 || Math.abs(one.x - other.x) >= 100).toBe(true);
    expect(
      labelsOf({ ...sheet, named: [named('edge', 8, 140, 'A station with a very long name 1')] })[0]?.x,
    ).toBeGreaterThan(100);
  });
});
