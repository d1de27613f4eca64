import { getContext, setContext } from 'svelte';
import { listAlarms, stepAlarm } from '$lib/api/alarms.ts';
import type { AlarmRow } from '$lib/api/types.ts';
import type { LiveEvent } from '$lib/live/live-client.ts';
import { Steady } from '../desk/steady.ts';
import { Siren } from './siren.ts';

const KEY = Symbol('alarms');
/** They are asked for again this often even if nothing is heard, in milliseconds. */
const LOOK = 20_000;
/** How long an officer who has heard the siren has peace from it. */
const PEACE = 120_000;

/** Lives at risk that this officer may see, and whether one of them calls. */
export class Alarms {
  rows = $state.raw<readonly AlarmRow[]>([]);
  /** Until when it is silent, whatever calls. */
  silentUntil = $state(0);
  readonly #siren = new Siren();
  readonly #looking = new Steady({ pause: 100, between: 1000, work: () => this.#look() });

  /** Those that wait for this officer. */
  get calling(): readonly AlarmRow[] {
    return this.rows.filter(({ callsYou }) => callsYou);
  }

  start(): () => void {
    void this.#look();
    const timer = setInterval(() => void this.#look(), LOOK);
    return () => {
      clearInterval(timer);
      this.#looking.stop();
      this.#siren.set(false);
    };
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'for-me') return;
    if (event.kind === 'ticket' && event.change.urgency !== 'life-risk' && !this.#has(event.change.id)) return;
    if (event.kind === 'gone' && !this.#has(event.id)) return;
    this.#looking.soon();
  }

  hush(): void {
    this.silentUntil = Date.now() + PEACE;
    this.#sound();
  }

  /** Takes it up; true when it is this officer's now. */
  async take({ ticket, version }: AlarmRow): Promise<boolean> {
    const isTaken = await stepAlarm({ fetch, id: ticket.id, version, step: { step: 'take' } }).then(
      () => true,
      () => false,
    );
    await this.#look();
    return isTaken;
  }

  #has(ticket: string): boolean {
    return this.rows.some((row) => row.ticket.id === ticket);
  }

  async #look(): Promise<void> {
    const rows = await listAlarms({ fetch }).catch(() => null);
    if (rows === null) return;
    const known = new Set(this.calling.map(({ ticket }) => ticket.id));
    this.rows = rows;
    // A new one sounds although the last one was silenced.
    if (this.calling.some(({ ticket, siren }) => siren && !known.has(ticket.id))) this.silentUntil = 0;
    this.#sound();
  }

  #sound(): void {
    this.#siren.set(Date.now() >= this.silentUntil && this.calling.some(({ siren }) => siren));
  }
}

export const setAlarms = (alarms: Alarms): Alarms => setContext(KEY, alarms);
export const useAlarms = (): Alarms => getContext<Alarms>(KEY);
