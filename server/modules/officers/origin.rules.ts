/**
 * Origins of pages that may act with an officer's cookie: the public address; where none is set, the host that the
 * request itself was sent to.
 */
export function ownOrigins({ publicUrl, url }: { publicUrl: string | null; url: string }): string[] {
  if (publicUrl) return [new URL(publicUrl).origin];
  const { host } = new URL(url);
  return [`http://${host}`, `https://${host}`];
}
