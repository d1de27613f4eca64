/** Where a contact's own ticket of a conversation stands among the tickets of conversations. */
export const ownKey = (conversation: string, contact: string): string => `${conversation}|${contact}`;
