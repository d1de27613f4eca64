/** What became of a plea, and what must be written down for it. */
export const OUTCOMES = {
  fir: ['fir', 'sections'],
  ncr: ['ncr'],
  action_without_fir: [],
  counselled: [],
  settled: [],
  found_untrue: [],
  civil_referred: ['office', 'date'],
  other_agency: ['office'],
  not_found: [],
  advised: [],
} as const satisfies Record<string, readonly string[]>;

export type Outcome = keyof typeof OUTCOMES;

/** Details the outcome needs and the report lacks. */
export function missingDetails(outcome: Outcome, details: Readonly<Record<string, string>>): string[] {
  return OUTCOMES[outcome].filter((name) => !details[name]?.trim());
}
