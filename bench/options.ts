import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly name: string;
  /** Size: tickets in the file; messages for `intake`. Null: the usual size of the bench. */
  readonly tickets: number | null;
  readonly json: boolean;
  /** Recorded messages to take in, in the shape of `replay`. */
  readonly in: string | null;
  /** Milliseconds that every commit takes longer. */
  readonly commitDelay: number;
  readonly seconds: number | null;
  readonly clients: number | null;
  readonly officers: number;
  readonly port: number;
  /** Makes the seeded file anew though one stands ready. */
  readonly fresh: boolean;
  /** Folder for the server's processor profile. */
  readonly profile: string | null;
}

export const usage = (names: readonly string[]): string =>
  `Say what to measure: npm run bench -- ${names.join('|')} [--tickets N] [--json]\n` +
  '  [--seconds N] [--clients N] [--officers N] [--commit-delay MS] [--in FILE.jsonl] [--port N] [--fresh] [--profile FOLDER]\n';

const whole = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** Null when no bench is named or an option is not known. */
export function parseOptions(args: readonly string[]): BenchOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tickets: { type: 'string' },
        messages: { type: 'string' },
        json: { type: 'boolean', default: false },
        in: { type: 'string' },
        'commit-delay': { type: 'string' },
        seconds: { type: 'string' },
        clients: { type: 'string' },
        officers: { type: 'string' },
        port: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        profile: { type: 'string' },
      },
    });
    const [name] = positionals;
    if (name === undefined) return null;
    return {
      name,
      tickets: whole(values.tickets ?? values.messages),
      json: values.json,
      in: values.in ?? null,
      commitDelay: whole(values['commit-delay']) ?? 0,
      seconds: whole(values.seconds),
      clients: whole(values.clients),
      officers: whole(values.officers) ?? 20,
      port: whole(values.port) ?? 4500,
      fresh: values.fresh,
      profile: values.profile ?? null,
    };
  } catch {
    return null;
  }
}
