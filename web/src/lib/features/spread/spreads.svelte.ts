import { getContext, setContext } from 'svelte';
import { listSpreads, seeSpread } from '$lib/api/spread.ts';
import type { AskedStatement, SpreadRow } from '$lib/api/spread.ts';
import type { LiveEvent } from '$lib/live/live-client.ts';
import { Steady } from '../desk/steady.ts';

const KEY = Symbol('spreads');
/** They are asked for again this often even if nothing is heard, in milliseconds: their figures move by themselves. */
const LOOK = 60_000;

/** What spreads fast, of what this officer may see. */
export class Spreads {
  rows = $state.raw<readonly SpreadRow[]>([]);
  /** Statements that wait for this officer's yes. */
  asked = $state.raw<readonly AskedStatement[]>([]);
  readonly #looking = new Steady({ pause: 200, between: 2000, work: () => this.#look() });

  /** What nobody of this officer's kind has seen yet. */
  get calling(): readonly SpreadRow[] {
    return this.rows.filter(({ callsYou }) => callsYou);
  }

  start(): () => void {
    void this.#look();
    const timer = setInterval(() => void this.#look(), LOOK);
    return () => {
      clearInterval(timer);
      this.#looking.stop();
    };
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'ticket' && !event.change.type.startsWith('ticket.spread-')) return;
    if (event.kind === 'gone' && !this.rows.some(({ ticket }) => ticket.id === event.id)) return;
    this.#looking.soon();
  }

  /** This officer has seen it. */
  async see({ ticket }: SpreadRow): Promise<void> {
    await seeSpread({ fetch, id: ticket.id }).catch(() => undefined);
    await this.#look();
  }

  async #look(): Promise<void> {
    const found = await listSpreads({ fetch }).catch(() => null);
    if (found === null) return;
    this.rows = found.spreads;
    this.asked = found.asked;
  }
}

export const setSpreads = (spreads: Spreads): Spreads => setContext(KEY, spreads);
export const useSpreads = (): Spreads => getContext<Spreads>(KEY);
