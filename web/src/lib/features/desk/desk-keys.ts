import type { I18n } from '$lib/i18n/context.ts';
import { isPressable, isWriting, meantKey } from '$lib/state/keys.ts';
import { ACTIONS } from '../ticket/actions.ts';
import { actForKey } from '../ticket/incident-acts.ts';
import { runSuggestion, startAction } from '../ticket/run-action.ts';
import type { TicketView } from '../ticket/ticket-view.svelte.ts';
import type { Undo } from '../ticket/undo.svelte.ts';

interface Around {
  view: TicketView;
  undo: Undo;
  i18n: I18n;
  on: () => boolean;
  move: (step: 1 | -1) => void;
  showNew: () => void;
  help: () => void;
  takeDown: () => void;
  skim: () => void;
}

/** Letters that stand for ways about the desk; those of acts are in `ACTIONS` and `TOGETHER`. */
export const LETTERS = { next: 'j', previous: 'k', undo: 'z', skim: 'g' } as const;

/** Carries out what a key stands for at the desk. */
export class DeskKeys {
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  press(event: KeyboardEvent): void {
    const key = meantKey(event);
    if (key === null || event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
    if (key === 'Escape') {
      this.#around.view.closeForm();
      if (event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (!this.#around.on() || isWriting(event.target)) return;
    const act = this.#actFor({ key, event });
    if (act === null) return;
    event.preventDefault();
    act();
  }

  #actFor({ key, event }: { key: string; event: KeyboardEvent }): (() => void) | null {
    const { view, undo, i18n, move, showNew, help, takeDown, skim } = this.#around;
    if (key === LETTERS.next || key === 'ArrowDown') return () => move(1);
    if (key === LETTERS.previous || key === 'ArrowUp') return () => move(-1);
    if (key === LETTERS.undo) return () => void undo.run();
    if (key === '.') return showNew;
    if (key === '?') return help;
    if (key === '+') return takeDown;
    if (key === LETTERS.skim) return skim;
    if (key === '/') return () => document.getElementById('desk-q')?.focus();
    if (key === 'Enter') {
      const onRow = event.target instanceof Element && event.target.closest('[data-row][aria-current]') !== null;
      if (isPressable(event.target) && !onRow) return null;
      return () => void runSuggestion({ view, i18n });
    }
    const together = actForKey({ view, i18n, key });
    if (together !== null) return together;
    const action = ACTIONS.find((candidate) => candidate.key === key);
    if (action === undefined || view.detail?.actions.includes(action.name) !== true) return null;
    return () => void startAction({ view, i18n, action: action.name });
  }
}
