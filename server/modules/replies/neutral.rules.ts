import { fillTemplate } from './templates.rules.ts';

interface Send {
  readonly kind: string;
  readonly text: string;
}

/** All that is said in public of a protected matter. */
export const neutralLine = (language: string): string => fillTemplate('acknowledgement-protected', language);

/** Whether a send may go out on its ticket. */
export const maySend = (send: Send, ticket: { readonly protected: boolean; readonly language: string }): boolean =>
  !ticket.protected || send.kind !== 'reply' || send.text === neutralLine(ticket.language);
