/** A failure whose sentence is all the reader needs: no stack is shown. */
export class LaunchError extends Error {
  name = 'LaunchError';
}

const PLAIN = new Set(['LaunchError', 'DomainError']);

export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return PLAIN.has(error.name) ? error.message.trimEnd() : (error.stack ?? error.message);
}
