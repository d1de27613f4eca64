/** Of a protected matter nothing is said where everybody reads it. */
export const answerKind = (ticket: { protected: boolean }): 'reply' | 'dm' => (ticket.protected ? 'dm' : 'reply');

/** Codes that the officer sends all the same are kept as `a,b`, so that a draft can hold them. */
export const released = (accept: string | undefined): string[] => (accept ?? '').split(',').filter(Boolean);

export const toggled = ({ accept, code }: { accept: string; code: string }): string => {
  const codes = released(accept);
  return (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]).join(',');
};
