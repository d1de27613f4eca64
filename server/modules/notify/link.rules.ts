import { createHash, createHmac } from 'node:crypto';

/** A link lasts a day at most. */
export const LINK_LASTS = 24 * 60 * 60_000;

/** The token of the link that a send carries: the same however often it is tried, and guessed by nobody without the key. */
export const tokenOf = (linkKey: string, send: string): string =>
  createHmac('sha256', linkKey).update(`position link ${send}`).digest('base64url');

/** What is kept of a token. */
export const hashToken = (token: string): string => createHash('sha256').update(`link ${token}`).digest('hex');

/** Whether a text could be a token at all. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
