export type PageReply =
  { readonly kind: 'done'; readonly bytes: Uint8Array } | { readonly kind: 'failed'; readonly reason: string };
