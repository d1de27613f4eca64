/** A failure whose sentence is all the reader needs: no stack is shown. */
export class LaunchError extends Error {}

const PLAIN = new Set(['LaunchError', 'ConfigError', 'DomainError']);

export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return PLAIN.has(error.constructor.name) ? error.message.trimEnd() : (error.stack ?? error.message);
}
