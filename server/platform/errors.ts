/** What kind of failure an error is; one table maps it to an HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unprocessable'
  | 'too-many'
  | 'unavailable';

export type FieldErrors = Record<string, string>;

export interface DomainErrorInput {
  /** `module.reason`, for example `tickets.not_found`; also the key of the reader's message. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** Path of the field → code of what is wrong with it. */
  readonly fields?: FieldErrors;
  /** Data safe to show, used to fill the message and returned beside it (a conflict's current state). */
  readonly detail?: Record<string, unknown>;
}

/** An expected refusal: a closed kind with a code. Everything else that is thrown is a defect. */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly fields: FieldErrors | undefined;
  readonly detail: Record<string, unknown> | undefined;

  constructor(input: DomainErrorInput) {
    super(input.code);
    this.name = 'DomainError';
    this.code = input.code;
    this.kind = input.kind;
    this.fields = input.fields;
    this.detail = input.detail;
  }
}

/** Throws the refusal. Returns never, so that callers narrow. */
export function fail(input: DomainErrorInput): never {
  throw new DomainError(input);
}

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError;
