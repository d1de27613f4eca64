/** Does a work once what was just changed is on the screen. Returns the way to call it off. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(work, 0)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Settles once what was just changed is on the screen. */
export const painted = (): Promise<void> => new Promise((resolve) => void afterPaint(resolve));
