import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readOrMakeKey } from '../keys.ts';

export interface SealKeys {
  sign(text: string): string;
  isTrue(text: string, signature: string): boolean;
}

/** What stands before the 32 secret bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key that seals, made at first use and kept in `DATA_DIR/keys`, outside the database and its backups. */
export function loadSealKeys(dataDir: string): SealKeys {
  const seed = Buffer.from(readOrMakeKey(dataDir, 'seal'), 'base64url');
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  return {
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64url'),
    isTrue: (text, signature) => verify(null, Buffer.from(text), open, Buffer.from(signature, 'base64url')),
  };
}
