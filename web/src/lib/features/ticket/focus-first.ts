/** Puts the cursor into the first field of a form that has just been opened. */
export function focusFirst(node: HTMLElement): void {
  const field = node.querySelector<HTMLElement>('input:not([type=hidden]):not([type=file]), textarea, select');
  field?.focus({ preventScroll: true });
  if (field instanceof HTMLInputElement && field.type === 'text') field.select();
  node.scrollIntoView({ block: 'nearest' });
}
