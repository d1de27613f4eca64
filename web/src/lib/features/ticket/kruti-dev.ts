import { mount, unmount } from 'svelte';
import { useI18n } from '$lib/i18n/context.ts';
import type { I18n } from '$lib/i18n/context.ts';
import KrutiDevNotice from './KrutiDevNotice.svelte';

/** The rules are fetched when somebody pastes what could need them: few do. */
const rules = () => import('../../../../../server/modules/language/kruti-dev.rules.ts');
/** Fewer words cannot be told from other Latin letters. */
const LEAST_WORDS = 5;

const couldBe = (text: string): boolean =>
  !/[\u0900-\u097F]/.test(text) && text.trim().split(/\s+/).length >= LEAST_WORDS;

/** A text area keeps line ends as one sign. */
const asKept = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

/** Puts words into the place of others, as if they had been typed; false where those are not there any more. */
export function swap(
  node: HTMLTextAreaElement,
  { from, to, near }: { from: string; to: string; near: number },
): boolean {
  const at = node.value.startsWith(from, near) ? near : node.value.indexOf(from);
  if (at < 0) return false;
  node.setRangeText(to, at, at + from.length, 'end');
  node.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return true;
}

function watch(node: HTMLTextAreaElement, t: I18n['t']): { destroy: () => void } {
  let notice: ReturnType<typeof mount> | null = null;
  /** Left as they are because the officer said so. */
  const kept = new Set<string>();

  function hide(): void {
    if (notice !== null) void unmount(notice);
    notice = null;
  }
  function show({ words, act, onact, text }: { words: string; act: string; onact: () => void; text: string }): void {
    hide();
    const onclose = () => {
      kept.add(text);
      hide();
      node.focus();
    };
    const parent = node.parentElement;
    if (parent === null) return;
    const props = { words, act, onact, onclose, close: t('kruti.close') };
    notice = mount(KrutiDevNotice, { target: parent, anchor: node.nextSibling ?? undefined, props });
  }

  function convert({ text, into, near }: { text: string; into: string; near: number }): void {
    if (!swap(node, { from: text, to: into, near })) return;
    const onact = () => {
      kept.add(text);
      swap(node, { from: into, to: text, near });
      hide();
      node.focus();
    };
    show({ words: t('kruti.converted'), act: t('kruti.undo'), onact, text });
  }

  async function onpaste(event: ClipboardEvent): Promise<void> {
    const text = asKept(event.clipboardData?.getData('text/plain') ?? '');
    if (!couldBe(text)) return;
    const near = node.selectionStart;
    const { isKrutiDev, fromKrutiDev } = await rules();
    if (isKrutiDev(text)) convert({ text, into: fromKrutiDev(text), near });
  }

  /** What was typed is not taken for it unasked: nobody is surprised in the middle of a word. */
  async function onchange(): Promise<void> {
    const text = node.value;
    if (notice !== null || kept.has(text) || !couldBe(text)) return;
    const { isKrutiDev, fromKrutiDev } = await rules();
    if (!isKrutiDev(text) || node.value !== text || [...kept].some((one) => text.includes(one))) return;
    const onact = () => convert({ text, into: fromKrutiDev(text), near: 0 });
    show({ words: t('kruti.typed'), act: t('kruti.convert'), onact, text });
  }

  const paste = (event: ClipboardEvent) => void onpaste(event);
  const change = () => void onchange();
  node.addEventListener('paste', paste);
  node.addEventListener('change', change);
  return {
    destroy: () => {
      node.removeEventListener('paste', paste);
      node.removeEventListener('change', change);
      hide();
    },
  };
}

/**
 * For a text area whose words leave the desk: what is pasted in the letters of Kruti Dev is converted, with a way back;
 * what was typed so is offered to be.
 */
export function useKrutiDev(): (node: HTMLTextAreaElement) => { destroy: () => void } {
  const { t } = useI18n();
  return (node) => watch(node, t);
}
