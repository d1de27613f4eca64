/** Bytes under the hash of their content (SHA-256, hex). Written before the transaction that refers to them. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<{ hash: string; size: number }>;
  /** Null when there is none. */
  get(hash: string): Promise<Uint8Array | null>;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
  /** All hashes with the time they were stored, for the sweep. */
  list(): AsyncIterable<{ hash: string; storedAt: number }>;
  /** Tells whether the store answers. */
  check(): Promise<boolean>;
}
