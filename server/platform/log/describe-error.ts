const LONGEST = 300;

interface Described {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: Described;
}

/** The database driver's errors repeat the values of the statement: only the statement's beginning is kept. */
const withoutValues = (message: string): string => message.replace(/\bparams: [\s\S]*$/, 'params: …');

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** One line about an error without the values that were being written. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return short(String(error));
  const own = short(withoutValues(error.message));
  return error.cause instanceof Error ? `${own} (${messageOf(error.cause)})` : own;
}

/** An error as fields of a log line: kind, message, place, cause. */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { name: typeof error, message: short(String(error)) };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    name: error.name,
    message: short(withoutValues(error.message)),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(frames.length > 0 ? { stack: frames.slice(0, 8).join('\n') } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
