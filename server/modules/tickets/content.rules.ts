import { hash } from 'node:crypto';

/** Salted hash of a message's content, as events carry it: tells a change, tells no content. */
export const contentHash = ({ salt, text }: { salt: string; text: string }): string =>
  hash('sha256', salt + text, 'hex').slice(0, 32);

/** How many letters a text has: a dot is no report, and no summary. */
export const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
