import { preloadData } from '$app/navigation';
import type { TicketDetail } from '$lib/api/types.ts';

const isDetail = (value: unknown): value is TicketDetail =>
  typeof value === 'object' && value !== null && 'ticket' in value && 'actions' in value;

/** The ticket that will probably be next, asked for before it is needed; the page that goes there finds it loaded. */
export class Ahead {
  #detail: TicketDetail | null = null;

  async load({ id, address }: { id: string; address: string }): Promise<void> {
    if (this.#detail?.ticket.id === id) return;
    const result = await preloadData(address).catch(() => null);
    const detail: unknown = result?.type === 'loaded' ? result.data.detail : null;
    if (isDetail(detail) && detail.ticket.id === id) this.#detail = detail;
  }

  /** What was loaded, once: later it may be old. */
  take(id: string | null): TicketDetail | null {
    const detail = this.#detail?.ticket.id === id ? this.#detail : null;
    if (detail !== null) this.#detail = null;
    return detail;
  }

  /** It has changed meanwhile. */
  forget(id: string): void {
    if (this.#detail?.ticket.id === id) this.#detail = null;
  }
}
