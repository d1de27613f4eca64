import type { SafeContact } from '$lib/api/types.ts';

/** Whether the number may be dialled with one press now: what is said of calling comes first. */
export const mayDial = (contact: SafeContact | null): boolean =>
  contact === null || (!contact.isHidden && contact.mayCall && contact.isNow);
