import { tick } from 'svelte';

/**
 * Puts focus where the work goes on, once the page has followed an act: on the first of these ids that stands there now,
 * the thing that was made before the button that opened its form. Focus that is somewhere already stays: whoever went on
 * by himself is not called back.
 */
export async function focusOn(...ids: readonly (string | null)[]): Promise<void> {
  await tick();
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  const node = ids.flatMap((id) => (id === null ? [] : (document.getElementById(id) ?? [])))[0];
  if (node === undefined) return;
  // What can only be read is given focus without standing among what Tab reaches.
  if (node.tabIndex < 0 && !node.hasAttribute('tabindex')) node.tabIndex = -1;
  node.focus();
}
