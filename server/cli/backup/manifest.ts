import { z } from 'zod';

/** What a backup holds. It stands last in the archive, under `manifest.json`. */
export const manifestSchema = z.object({
  product: z.literal('pukaar'),
  format: z.literal(1),
  engine: z.enum(['sqlite', 'postgres']),
  createdAt: z.number(),
  /** Position of the last event. */
  position: z.number(),
  /** Blobs that a row names but the store did not have. */
  missingBlobs: z.array(z.string()),
  entries: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const DATABASE = { sqlite: 'pukaar.db', postgres: 'pukaar.dump' } as const;
export const SEALS = 'seals.jsonl';
export const MANIFEST = 'manifest.json';
export const blobEntry = (hash: string): string => `blobs/${hash}`;
