import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes identifiers and other unguessable values. */
export interface Ids {
  /** `prefix_` and a UUIDv7 without dashes: sortable by time of making. */
  make(prefix: string): string;
  /** A number that grows with time and fits a JavaScript integer: 41 bits of milliseconds since 2020, 12 bits of sequence. */
  sequence(at: number): number;
  /** What every sequence number made since a moment lies above. */
  floor(at: number): number;
  /** Unguessable, URL-safe text of `bytes` random bytes. */
  secret(bytes?: number): string;
  /** An unguessable integer in [0, below). */
  pick(below: number): number;
}

const EPOCH_2020 = Date.UTC(2020, 0, 1);
/** Random bytes that are asked of the system at once: it takes about as long for a few. */
const DRAWN = 4096;

/** Hands out random bytes, each once. */
function createDraw(): (bytes: number) => Buffer {
  let drawn = randomBytes(0);
  let used = 0;
  return (bytes) => {
    if (bytes > DRAWN) return randomBytes(bytes);
    if (used + bytes > drawn.length) {
      drawn = randomBytes(DRAWN);
      used = 0;
    }
    used += bytes;
    return drawn.subarray(used - bytes, used);
  };
}

export function createIds(): Ids {
  const draw = createDraw();
  let lastMillisecond = 0;
  let counter = 0;
  return {
    make: (prefix) => `${prefix}_${v7().replaceAll('-', '')}`,
    sequence: (at) => {
      const millisecond = Math.max(at - EPOCH_2020, lastMillisecond);
      if (millisecond > lastMillisecond) {
        lastMillisecond = millisecond;
        counter = draw(1).readUInt8(0);
      } else if (++counter >= 4096) {
        lastMillisecond += 1;
        counter = 0;
      }
      return lastMillisecond * 4096 + counter;
    },
    floor: (at) => Math.max(0, at - EPOCH_2020) * 4096 - 1,
    secret: (bytes = 24) => draw(bytes).toString('base64url'),
    pick: (below) => draw(6).readUIntBE(0, 6) % below,
  };
}
