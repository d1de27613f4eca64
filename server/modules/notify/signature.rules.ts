import { createHmac } from 'node:crypto';

/** What proves that a call is ours: keyed hash of the time and the exact body. */
export const signatureOf = (secret: string, { timestamp, body }: { timestamp: string; body: string }): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
