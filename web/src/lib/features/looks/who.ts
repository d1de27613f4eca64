/** Whether one of these posts is of those above districts, which look at closings again. */
export const looksAgain = (posts: readonly { readonly role: string }[]): boolean =>
  posts.some(({ role }) => ['range', 'zone', 'state'].includes(role));
