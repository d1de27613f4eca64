import { createBestFew } from './best-few.rules.ts';
import { createMatchSegment, SEGMENT_SIZE, type MatchSegment } from './match-segment.rules.ts';
import { createCountedRarity } from './counted-rarity.rules.ts';
import type { TermRarity } from './event-model.rules.ts';
import { ANOTHER_WEEK } from './pair-score.rules.ts';
import { createQuickLook } from './quick-look.rules.ts';
import { decodeSignature, type Signature } from './signature.rules.ts';
import { idKey, keysOf, type SignatureKey } from './signature-keys.rules.ts';

export interface MatchIndexOptions {
  /** Older messages are forgotten. */
  readonly days?: number;
  /** Beyond so many messages the oldest block of them is forgotten. */
  readonly most?: number;
}

export interface Candidate {
  readonly id: string;
  readonly signature: Signature;
  /** How much both have in common; for ordering only. */
  readonly weight: number;
}

/** Messages of the last weeks in memory, found by what they say. Belongs to one thread. */
export interface MatchIndex {
  readonly size: number;
  /** Bytes in its arrays. */
  readonly bytes: number;
  /** How often terms occur in the window. */
  readonly rarity: TermRarity;
  /** Takes a stored signature; a message that is known already is replaced, unless the caller knows that it is new (rebuilding). False: bytes of another layout. */
  add(id: string, signature: Uint8Array, options?: { readonly isNew?: boolean }): boolean;
  remove(id: string): boolean;
  /** Those that have most in common with a signature, best first. */
  candidates(signature: Signature): readonly Candidate[];
  /** Forgets what is older than the window; `minute` is now, minutes since 1970. */
  expire(minute: number): void;
}

const USUAL_DAYS = 90;
const USUAL_MOST = 1_000_000;
const MOST_CANDIDATES = 64;
const DAY = 24 * 60;
/** Entries that one question may walk through; the commonest keys are left out beyond that. */
const MOST_WALKED = 20_000;
const FEWEST_KEYS = 4;
const LEAST_WEIGHT = 0.1;
/** Beyond the entries in common so many are looked at more closely; of them the most promising are answered. */
const LOOKED_AT = 512;

interface Sought extends SignatureKey {
  readonly count: number;
}

export function createMatchIndex({ days = USUAL_DAYS, most = USUAL_MOST }: MatchIndexOptions = {}): MatchIndex {
  let segments: MatchSegment[] = [createMatchSegment()];
  const rarity = createCountedRarity();
  const sums = new Float32Array(SEGMENT_SIZE);
  const touched = new Uint16Array(SEGMENT_SIZE);
  const best = createBestFew(LOOKED_AT);
  const likely = createBestFew(MOST_CANDIDATES);
  let oldest = 0;
  const sizeOf = (): number => segments.reduce((sum, { size }) => sum + size, 0);

  /** Whether a block holds messages that may tell of the same event by likeness alone. */
  const isFresh = ({ newest }: MatchSegment, { minute }: Signature): boolean =>
    minute === 0 || newest >= minute - ANOTHER_WEEK;

  function find(id: string): { segment: MatchSegment; place: number } | null {
    const key = idKey(id);
    const bytes = Buffer.from(id, 'utf8');
    for (const segment of segments) {
      let found = -1;
      segment.visit(key, (place) => {
        if (found < 0 && !segment.isDead(place) && segment.hasId(place, bytes)) found = place;
      });
      if (found >= 0) return { segment, place: found };
    }
    return null;
  }

  function remove(id: string): boolean {
    const found = find(id);
    if (found === null) return false;
    found.segment.bury(found.place);
    return true;
  }

  function open(): MatchSegment {
    const last = segments.at(-1);
    if (last !== undefined && !last.isFull) return last;
    last?.seal();
    const next = createMatchSegment();
    segments.push(next);
    return next;
  }

  /** The rarest keys, as many as may be walked through; where time has passed only those that last are looked for. */
  function choose(signature: Signature): Sought[] {
    const fresh = segments.filter((segment) => isFresh(segment, signature));
    const sought = keysOf(signature)
      .map((sought): Sought => {
        const where = sought.isLasting ? segments : fresh;
        return { ...sought, count: where.reduce((sum, segment) => sum + segment.count(sought.key), 0) };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.count - b.count);
    let walked = 0;
    return sought.filter(({ count }, at) => {
      walked += count;
      return at < FEWEST_KEYS || walked <= MOST_WALKED;
    });
  }

  return {
    get size() {
      return sizeOf();
    },
    get bytes() {
      return segments.reduce((sum, { bytes }) => sum + bytes, rarity.bytes + sums.byteLength + touched.byteLength);
    },
    rarity,
    add(id, bytes, { isNew = false } = {}) {
      const signature = decodeSignature(bytes);
      if (signature === null) return false;
      if (!isNew) remove(id);
      rarity.add(signature.terms);
      open().add({
        id,
        signature: bytes,
        minute: signature.minute,
        keys: [idKey(id), ...keysOf(signature).map(({ key }) => key)],
      });
      while (segments.length > 1 && sizeOf() - (segments[0]?.size ?? 0) >= most) segments.shift();
      return true;
    },
    remove,
    candidates(signature) {
      const total = sizeOf();
      const keys = choose(signature);
      const look = createQuickLook(signature, rarity);
      segments.forEach((segment, number) => {
        const isNear = isFresh(segment, signature);
        let used = 0;
        for (const { key, count, isLasting } of keys) {
          if (!isNear && !isLasting) continue;
          used = segment.gather(key, { weight: Math.log((total + 1) / count) + LEAST_WEIGHT, sums, touched, used });
        }
        for (let at = 0; at < used; at++) {
          const place = touched[at] ?? 0;
          const weight = sums[place] ?? 0;
          sums[place] = 0;
          if (weight > best.least && !segment.isDead(place)) best.offer(number * SEGMENT_SIZE + place, weight);
        }
      });
      for (const { value } of best.take()) {
        const segment = segments[Math.floor(value / SEGMENT_SIZE)];
        if (segment !== undefined) likely.offer(value, look(segment.signatureAt(value % SEGMENT_SIZE)));
      }
      const found = likely.take().flatMap(({ value, weight }): Candidate[] => {
        const segment = segments[Math.floor(value / SEGMENT_SIZE)];
        const place = value % SEGMENT_SIZE;
        const other = segment === undefined ? null : decodeSignature(segment.signatureAt(place));
        if (segment === undefined || other === null || other.minute < oldest) return [];
        return [{ id: segment.idAt(place), signature: other, weight }];
      });
      return found;
    },
    expire(minute) {
      oldest = Math.max(0, minute - days * DAY);
      segments = segments.filter((segment, at) => at === segments.length - 1 || segment.newest >= oldest);
    },
  };
}
