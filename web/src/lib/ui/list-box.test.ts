import { describe, expect, it } from 'vitest';
import { ListBox } from './list-box.svelte.ts';

function boxOf(options: readonly string[]) {
  const chosen: string[] = [];
  const box = new ListBox({ count: () => options.length, choose: (at) => chosen.push(options[at] ?? '') });
  const press = (key: string, isComposing = false): string[] => {
    const told: string[] = [];
    box.press({
      ...{ key, isComposing },
      preventDefault: () => told.push('prevented'),
      stopPropagation: () => told.push('stopped'),
    } as unknown as KeyboardEvent);
    return told;
  };
  return { box, chosen, press };
}

describe('a list to choose from', () => {
  it('is walked by arrows to its ends, and chosen from by Enter', () => {
    const { box, chosen, press } = boxOf(['a', 'b']);
    expect(press('ArrowDown')).toEqual(['prevented']);
    expect(box.activeOf('id')).toBe('id-0');
    press('ArrowDown');
    press('ArrowDown');
    expect(box.active).toBe(1);
    press('ArrowUp');
    press('Enter');
    expect(chosen).toEqual(['a']);
  });

  it('leaves keys alone while it is not there, and while a letter is composed', () => {
    const { box, chosen, press } = boxOf(['a']);
    expect([press('Enter'), press('Escape'), press('x'), press('ArrowDown', true)]).toEqual([[], [], [], []]);
    expect(box.shown).toBe(false);
    box.open = true;
    expect(press('Enter')).toEqual([]);
    expect(press('Escape')).toEqual(['stopped', 'prevented']);
    expect([box.shown, chosen]).toEqual([false, []]);
  });
});
