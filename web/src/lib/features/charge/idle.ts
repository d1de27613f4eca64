const MINUTE = 60_000;
/** As long as the server waits, less the time that it takes to tell it. */
export const IDLE = 5 * MINUTE - 10_000;
/** How often a hand on the device is told. */
const TELL = MINUTE;

interface Ports {
  /** Nobody has touched it for too long. */
  lock: () => void;
  /** Somebody touches it. */
  tell: () => void;
  now: () => number;
}

/** Watches whether anybody touches the device. */
export function createIdle({ lock, tell, now }: Ports): { touch: () => void; look: () => void } {
  let touchedAt = now();
  let toldAt = now();
  let isLocked = false;

  function look(): void {
    if (isLocked || now() - touchedAt < IDLE) return;
    isLocked = true;
    lock();
  }

  return {
    look,
    touch: () => {
      // A device that was asleep wakes up late: its time may be over already.
      look();
      if (isLocked) return;
      touchedAt = now();
      if (touchedAt - toldAt < TELL) return;
      toldAt = touchedAt;
      tell();
    },
  };
}
