import { describe, expect, it } from 'vitest';
import { meantKey } from './keys.ts';
import type { KeyPress } from './keys.ts';

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe('meantKey', () => {
  it('takes what a Latin layout writes, wherever the key lies', () => {
    expect(meantKey(press({ key: 'j', code: 'KeyJ' }))).toBe('j');
    expect(meantKey(press({ key: 'J', code: 'KeyJ', shiftKey: true }))).toBe('j');
    expect(meantKey(press({ key: 'a', code: 'KeyQ' }))).toBe('a');
    expect(meantKey(press({ key: '?', code: 'Minus', shiftKey: true }))).toBe('?');
  });

  it('takes the place of the key on a Hindi layout', () => {
    expect(meantKey(press({ key: 'र', code: 'KeyJ' }))).toBe('j');
    expect(meantKey(press({ key: 'ल', code: 'KeyN' }))).toBe('n');
    expect(meantKey(press({ key: 'य', code: 'Slash' }))).toBe('/');
    expect(meantKey(press({ key: 'य़', code: 'Slash', shiftKey: true }))).toBe('?');
    expect(meantKey(press({ key: '।', code: 'Period', shiftKey: false }))).toBe('.');
  });

  it('takes nothing while composing, nor with a modifier', () => {
    expect(meantKey(press({ key: 'j', code: 'KeyJ', isComposing: true }))).toBeNull();
    expect(meantKey(press({ key: 'Process', code: 'KeyJ' }))).toBeNull();
    expect(meantKey(press({ key: 'j', code: 'KeyJ', ctrlKey: true }))).toBeNull();
    expect(meantKey(press({ key: 'j', code: 'KeyJ', altKey: true }))).toBeNull();
    expect(meantKey(press({ key: 'j', code: 'KeyJ', metaKey: true }))).toBeNull();
  });

  it('knows the named keys and no others', () => {
    expect(meantKey(press({ key: 'Enter', code: 'NumpadEnter' }))).toBe('Enter');
    expect(meantKey(press({ key: 'ArrowDown', code: 'ArrowDown' }))).toBe('ArrowDown');
    expect(meantKey(press({ key: 'F5', code: 'F5' }))).toBeNull();
    expect(meantKey(press({ key: 'Tab', code: 'Tab' }))).toBeNull();
  });
});
