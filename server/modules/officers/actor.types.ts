export type Locale = 'hi' | 'en' | 'mr';

export type Role = 'operator' | 'station' | 'circle' | 'district' | 'range' | 'zone' | 'state' | 'admin';

export type Capability =
  | 'ticket.read'
  /** Open, ask back, not for us, correct, transfer at the desk. */
  | 'ticket.triage'
  /** Take up, report, close. */
  | 'ticket.act'
  | 'ticket.transfer'
  /** Verify or return a closed ticket. */
  | 'ticket.verify'
  | 'ticket.reply'
  | 'ticket.create'
  /** Order that evidence is kept, lift it, and open what was kept. */
  | 'ticket.hold'
  | 'admin.units'
  | 'admin.officers'
  | 'admin.channels'
  | 'admin.system';

/** A position that the officer holds now. */
export interface Post {
  readonly position: string;
  readonly unit: string;
  readonly rank: string;
  readonly role: Role;
  readonly capabilities: readonly Capability[];
}

/** Who acts: an officer with the positions held now, or an API key with its one position. */
export interface Actor {
  readonly officer: string;
  readonly username: string;
  readonly name: string;
  readonly locale: Locale;
  readonly posts: readonly Post[];
  readonly session: string | null;
  /** Set where a PIN on a station's device opened this, for one position: its session. */
  readonly device?: string;
  /** Set where a full sign-in was made on a station's device: the device's lock ends it. */
  readonly isOnDevice?: true;
}
