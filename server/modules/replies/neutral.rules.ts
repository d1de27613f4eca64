import { fillTemplate } from './templates.rules.ts';

interface Send {
  readonly kind: string;
  readonly text: string;
}

/** Whether a send may go out on its ticket: of a protected matter the neutral line is all that is said in public. */
export const maySend = (send: Send, ticket: { readonly protected: boolean; readonly language: string }): boolean =>
  !ticket.protected ||
  send.kind !== 'reply' ||
  send.text === fillTemplate('acknowledgement-protected', ticket.language);
