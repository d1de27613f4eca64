import path from 'node:path';
import { createFileBlobs } from './engines/files.ts';
import { createS3Blobs } from './engines/s3.ts';
import type { Blobs } from './port.ts';

export interface BlobsPlace {
  /** `s3://…`; null: files under `dataDir`. */
  readonly blobUrl: string | null;
  readonly dataDir: string;
  /** Check bytes against their name at every reading; default false. */
  readonly verify?: boolean;
}

/** Below the address of a bucket. */
function below(url: string, folder: string): string {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${folder}`;
  return address.toString();
}

/** The store's own area for files that few may see: apart from the others, and in no backup. */
export const openQuarantine = ({ blobUrl, dataDir, verify = false }: BlobsPlace): Blobs =>
  blobUrl
    ? createS3Blobs({ url: below(blobUrl, 'quarantine'), verify })
    : createFileBlobs({ folder: path.join(dataDir, 'quarantine'), verify });

/** The store of blobs that the configuration names. */
export const openBlobs = ({ blobUrl, dataDir, verify = false }: BlobsPlace): Blobs =>
  blobUrl ? createS3Blobs({ url: blobUrl, verify }) : createFileBlobs({ folder: path.join(dataDir, 'blobs'), verify });
