import { fillTemplate, formsOf } from './templates.rules.ts';

interface Send {
  readonly kind: string;
  readonly text: string;
}

/** All that is said in public of a protected matter. */
export const neutralLine = (language: string): string => fillTemplate('acknowledgement-protected', language);

const NEUTRAL: ReadonlySet<string> = new Set(formsOf('acknowledgement-protected'));

/** The neutral line in any language: whether the language was corrected meanwhile says nothing on what may be public. */
export const isNeutral = (text: string): boolean => NEUTRAL.has(text);
export const neutralLines: readonly string[] = [...NEUTRAL];

/** Whether a send may go out on its ticket. */
export const maySend = (send: Send, ticket: { readonly protected: boolean }): boolean =>
  !ticket.protected || send.kind !== 'reply' || isNeutral(send.text);
