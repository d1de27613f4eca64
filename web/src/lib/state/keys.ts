export interface KeyPress {
  key: string;
  code: string;
  isComposing: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const NAMED = new Set(['Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'Home', 'End']);
/** What stands on these keys of a Latin layout, by position: a Hindi layout writes other signs there. */
const POSITIONS: Record<string, { plain: string; shifted: string }> = {
  Slash: { plain: '/', shifted: '?' },
  Period: { plain: '.', shifted: '>' },
  Comma: { plain: ',', shifted: '<' },
  Semicolon: { plain: ';', shifted: ':' },
};

/**
 * The key that was meant, or null when none of ours. On a Latin layout what it writes counts; on any other, where it
 * lies. Nothing is taken while a word is being composed, nor with Ctrl, Alt or Meta.
 */
export function meantKey(press: KeyPress): string | null {
  if (press.isComposing || press.key === 'Process' || press.key === 'Dead') return null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (NAMED.has(press.key)) return press.key;
  if (/^[a-z]$/i.test(press.key)) return press.key.toLowerCase();
  if (/^[/?.,;+0-9]$/.test(press.key)) return press.key;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  const position = POSITIONS[press.code];
  return position === undefined ? null : press.shiftKey ? position.shifted : position.plain;
}

const EDITABLE = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
const PRESSABLE = 'a[href], button, summary, [role="option"], [role="tab"], [role="menuitem"]';

/** True where letters belong to what is being written. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(EDITABLE) !== null;

/** True where Enter already presses something. */
export const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(PRESSABLE) !== null;
