/** Sends a form by Ctrl+Enter (or Cmd+Enter) from any of its fields. */
export function ctrlEnter(form: HTMLFormElement): { destroy: () => void } {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
  };
  form.addEventListener('keydown', press);
  return { destroy: () => form.removeEventListener('keydown', press) };
}
