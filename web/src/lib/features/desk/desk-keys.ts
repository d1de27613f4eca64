import { isPressable, isWriting, meantKey } from '$lib/state/keys.ts';
import { ACTIONS } from '../ticket/actions.ts';
import type { Desk } from './desk.svelte.ts';
import { wayFor } from './ways.ts';

/** Carries out what a key stands for at the desk. */
export class DeskKeys {
  readonly #desk: Desk;
  readonly #on: () => boolean;

  constructor(desk: Desk, on: () => boolean) {
    this.#desk = desk;
    this.#on = on;
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
    if (isPaletteKey(event)) {
      event.preventDefault();
      this.#desk.run('palette');
      return;
    }
    const key = meantKey(event);
    if (key === null) return;
    if (key === 'Escape') {
      this.#desk.closeForms();
      if (event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (!this.#on() || isWriting(event.target) || !this.#isOurs({ key, event })) return;
    if (this.#press(key)) event.preventDefault();
  }

  /** Enter on a link or a button presses that, unless it is the row in focus. */
  #isOurs({ key, event }: { key: string; event: KeyboardEvent }): boolean {
    if (key !== 'Enter' || !isPressable(event.target)) return true;
    return event.target instanceof Element && event.target.closest('[data-row][aria-current]') !== null;
  }

  #press(key: string): boolean {
    const way = wayFor(key);
    if (way !== undefined) return this.#desk.run(way.name);
    const action = ACTIONS.find((candidate) => candidate.key === key);
    return action !== undefined && this.#desk.start(action.name);
  }
}

/** Ctrl or Cmd with K, by its place where the layout is not Latin. */
const isPaletteKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && (event.key === 'k' || event.code === 'KeyK');
