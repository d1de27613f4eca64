/** Messages that one segment of the index holds; a place in it fits into 16 bits. */
export const SEGMENT_SIZE = 1 << 16;
const BUCKET_BITS = 18;
const BUCKETS = 1 << BUCKET_BITS;
const bucketOf = (key: number): number => key >>> (32 - BUCKET_BITS);

/** Sums by place, and the places that have one. */
export interface Gathering {
  readonly weight: number;
  readonly sums: Float32Array;
  readonly touched: Uint16Array;
  readonly used: number;
}

/** A block of messages with the lists of who bears which key. Sealed once full: from then on it only forgets. */
export interface MatchSegment {
  readonly size: number;
  /** Minutes since 1970 of its newest message. */
  readonly newest: number;
  readonly bytes: number;
  readonly isFull: boolean;
  add(input: { id: string; signature: Uint8Array; minute: number; keys: readonly number[] }): void;
  /** About how many messages bear a key; neighbours in the same bucket are counted too. */
  count(key: number): number;
  /** Calls back for every living message in the bucket of the key. */
  visit(key: number, visitor: (place: number) => void): void;
  /** Adds a weight for every entry in the bucket of the key; `touched` lists the places with a sum. Answers how many are touched now. */
  gather(key: number, into: Gathering): number;
  idAt(place: number): string;
  /** Whether the message at a place bears this id, as UTF-8. */
  hasId(place: number, id: Uint8Array): boolean;
  signatureAt(place: number): Uint8Array;
  isDead(place: number): boolean;
  bury(place: number): void;
  /** Brings everything into its smallest shape. */
  seal(): void;
}

/** A byte store that grows by half. */
function createPile() {
  let bytes = new Uint8Array(1 << 16);
  let used = 0;
  const ends = new Uint32Array(SEGMENT_SIZE + 1);
  return {
    push(place: number, entry: Uint8Array): void {
      if (used + entry.length > bytes.length) {
        const wider = new Uint8Array(Math.max(bytes.length + (bytes.length >> 1), used + entry.length));
        wider.set(bytes);
        bytes = wider;
      }
      bytes.set(entry, used);
      used += entry.length;
      ends[place + 1] = used;
    },
    at: (place: number): Uint8Array => bytes.subarray(ends[place] ?? 0, ends[place + 1] ?? 0),
    trim(): void {
      bytes = bytes.slice(0, used);
    },
    get bytes(): number {
      return bytes.length + ends.byteLength;
    },
  };
}

export function createMatchSegment(): MatchSegment {
  const signatures = createPile();
  const ids = createPile();
  const dead = new Uint8Array(SEGMENT_SIZE >> 3);
  let size = 0;
  let living = 0;
  let newest = 0;
  /** While open: chains of entries, newest first. */
  let heads: Int32Array | null = new Int32Array(BUCKETS).fill(-1);
  let links = new Int32Array(1 << 16);
  let places = new Uint16Array(1 << 16);
  let entries = 0;
  let lengths = new Uint32Array(BUCKETS);
  /** When sealed: the places of each bucket side by side; bucket n from offsets[n] to offsets[n + 1]. */
  let offsets: Uint32Array | null = null;
  const isDead = (place: number): boolean => ((dead[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;

  function link(bucket: number, place: number): void {
    if (heads === null) return;
    if (entries === links.length) {
      const [wider, more] = [new Int32Array(entries * 2), new Uint16Array(entries * 2)];
      wider.set(links);
      more.set(places);
      links = wider;
      places = more;
    }
    links[entries] = heads[bucket] ?? -1;
    places[entries] = place;
    heads[bucket] = entries++;
    lengths[bucket] = (lengths[bucket] ?? 0) + 1;
  }

  return {
    get size() {
      return living;
    },
    get newest() {
      return newest;
    },
    get bytes() {
      return (
        signatures.bytes +
        ids.bytes +
        dead.byteLength +
        (heads?.byteLength ?? 0) +
        links.byteLength +
        places.byteLength +
        lengths.byteLength +
        (offsets?.byteLength ?? 0)
      );
    },
    get isFull() {
      return size >= SEGMENT_SIZE;
    },
    add({ id, signature, minute, keys }) {
      const place = size++;
      living++;
      newest = Math.max(newest, minute);
      signatures.push(place, signature);
      ids.push(place, Buffer.from(id, 'utf8'));
      for (const key of keys) link(bucketOf(key), place);
    },
    count(key) {
      const bucket = bucketOf(key);
      return offsets === null ? (lengths[bucket] ?? 0) : (offsets[bucket + 1] ?? 0) - (offsets[bucket] ?? 0);
    },
    visit(key, visitor) {
      const bucket = bucketOf(key);
      if (offsets !== null) {
        const end = offsets[bucket + 1] ?? 0;
        for (let at = offsets[bucket] ?? 0; at < end; at++) visitor(places[at] ?? 0);
        return;
      }
      for (let at = heads?.[bucket] ?? -1; at >= 0; at = links[at] ?? -1) visitor(places[at] ?? 0);
    },
    gather(key, { weight, sums, touched, used }) {
      const bucket = bucketOf(key);
      let next = used;
      const addAt = (place: number): void => {
        const sum = sums[place] ?? 0;
        if (sum === 0) touched[next++] = place;
        sums[place] = sum + weight;
      };
      if (offsets === null) {
        for (let at = heads?.[bucket] ?? -1; at >= 0; at = links[at] ?? -1) addAt(places[at] ?? 0);
        return next;
      }
      const end = offsets[bucket + 1] ?? 0;
      for (let at = offsets[bucket] ?? 0; at < end; at++) addAt(places[at] ?? 0);
      return next;
    },
    idAt: (place) => Buffer.from(ids.at(place)).toString('utf8'),
    hasId: (place, id) => {
      const own = ids.at(place);
      if (own.length !== id.length) return false;
      for (let at = own.length - 1; at >= 0; at--) if (own[at] !== id[at]) return false;
      return true;
    },
    signatureAt: (place) => signatures.at(place),
    isDead,
    bury(place) {
      if (isDead(place)) return;
      dead[place >> 3] = (dead[place >> 3] ?? 0) | (1 << (place & 7));
      living--;
    },
    seal() {
      if (heads === null) return;
      const starts = new Uint32Array(BUCKETS + 1);
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        starts[bucket + 1] = (starts[bucket] ?? 0) + (lengths[bucket] ?? 0);
      const packed = new Uint16Array(entries);
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        let to = starts[bucket] ?? 0;
        for (let at = heads[bucket] ?? -1; at >= 0; at = links[at] ?? -1) packed[to++] = places[at] ?? 0;
      }
      offsets = starts;
      places = packed;
      heads = null;
      links = new Int32Array(0);
      lengths = new Uint32Array(0);
      signatures.trim();
      ids.trim();
    },
  };
}
