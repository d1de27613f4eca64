import { SvelteMap } from 'svelte/reactivity';
import { holdTicket, listHolders, releaseTicket } from '$lib/api/leases.ts';
import type { Holder } from '$lib/api/types.ts';
import type { TicketChange } from '$lib/live/live-client.ts';

/** A third of the time after which the server lets a silent page's ticket go. */
const SAY_AGAIN = 15_000;
const LOOK_AROUND = 6_000;
/** Who walks through the list is not said to work on everything that he passes. */
const SETTLE = 400;

/** Who works on what at this desk: what this page holds, and what others do. */
export class Lease {
  /** Whoever holds the ticket in focus; null while that is not known. */
  holder = $state.raw<Holder | null>(null);
  readonly others = new SvelteMap<string, Holder>();
  #ticket: string | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** Somebody else has the ticket in focus: this page may look, and act after taking it over. */
  get isForeign(): boolean {
    return this.holder !== null && !this.holder.isOwn;
  }

  /** Turns to a ticket, or to none; what was held before is let go. */
  turnTo(ticket: string | null): void {
    if (ticket === this.#ticket) return;
    this.#letGo();
    this.#ticket = ticket;
    this.holder = ticket === null ? null : (this.others.get(ticket) ?? null);
    clearTimeout(this.#settling);
    if (ticket !== null) this.#settling = setTimeout(() => void this.say(), SETTLE);
  }

  async say(reason?: string): Promise<void> {
    const ticket = this.#ticket;
    if (ticket === null) return;
    const holder = await holdTicket({ fetch, id: ticket, ...(reason === undefined ? {} : { reason }) }).catch(
      () => null,
    );
    // A ticket that is seen only, or a lost connection: then nobody is told to be in the way.
    if (this.#ticket === ticket) this.holder = holder;
    else if (holder?.isOwn === true) void releaseTicket({ fetch, id: ticket }).catch(() => undefined);
  }

  /** A colleague took it over: this page is told at once. */
  hear(change: TicketChange): void {
    if (change.type === 'ticket.taken-over' && change.id === this.#ticket) void this.say();
  }

  async lookAround(): Promise<void> {
    const holders = await listHolders({ fetch }).catch(() => null);
    if (holders === null) return;
    const theirs = new Map(holders.filter(({ isOwn }) => !isOwn).map((holder) => [holder.ticket, holder]));
    for (const ticket of this.others.keys()) if (!theirs.has(ticket)) this.others.delete(ticket);
    for (const [ticket, holder] of theirs) this.others.set(ticket, holder);
  }

  /** Runs until the page is left. */
  start(): () => void {
    const whileSeen = (work: () => Promise<void>) => () => {
      if (document.visibilityState === 'visible') void work();
    };
    const timers = [
      setInterval(
        whileSeen(() => this.say()),
        SAY_AGAIN,
      ),
      setInterval(
        whileSeen(() => this.lookAround()),
        LOOK_AROUND,
      ),
    ];
    const leave = () => this.#letGo();
    addEventListener('pagehide', leave);
    void this.lookAround();
    return () => {
      for (const timer of timers) clearInterval(timer);
      clearTimeout(this.#settling);
      removeEventListener('pagehide', leave);
      this.#letGo();
      this.#ticket = null;
    };
  }

  #letGo(): void {
    if (this.#ticket === null || this.holder?.isOwn !== true) return;
    void releaseTicket({ fetch, id: this.#ticket }).catch(() => undefined);
    this.holder = null;
  }
}
