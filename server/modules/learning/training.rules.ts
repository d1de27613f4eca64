/** The recorded word of the force whether messages of an account may train weights. */
export interface TrainingSwitch {
  readonly on: boolean;
  /** Where the approval stands: number and date of the letter, for X. */
  readonly note: string;
  readonly by: string;
  readonly at: number;
}

/**
 * Whether weights may be fitted on messages of an account. X forbids it without its approval, so there it is off until
 * the force records one; recorded messages that were only tried out never train.
 */
export function mayTrain({ kind, training }: { kind: string; training: TrainingSwitch | null }): boolean {
  if (kind === 'replay') return false;
  return training?.on ?? kind !== 'x';
}
