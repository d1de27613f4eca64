import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { fail } from './errors.ts';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals small secrets (tokens of accounts) so that the database alone does not give them away. */
export interface Secrets {
  seal(text: string): string;
  /** Throws `platform.secret_unreadable` when the text was changed or sealed under another key. */
  open(sealed: string): string;
}

/** AES-256-GCM with a fresh nonce a text, under a key derived from `key` (at least 16 bytes of any text or bytes). */
export function createSecrets(key: string | Uint8Array): Secrets {
  if (Buffer.byteLength(key) < 16) throw new Error('The key for secrets needs at least 16 bytes');
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'pukaar secrets v1', 32));
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derived, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    open: (sealed) => {
      try {
        const [version, data] = sealed.split('.');
        const bytes = Buffer.from(data ?? '', 'base64url');
        if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('not sealed by us');
        const decipher = createDecipheriv('aes-256-gcm', derived, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return fail({ code: 'platform.secret_unreadable', kind: 'unavailable' });
      }
    },
  };
}
