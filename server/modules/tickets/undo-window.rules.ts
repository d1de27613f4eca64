/** How long an act can be taken back, and what it queued is held, in milliseconds. */
export const UNDO_WINDOW = 10_000;
