import { ApiError } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { judgeLook, readLooks, undoLook } from '$lib/api/looks.ts';
import type { Look, LookPage, LookPlace } from '$lib/api/looks.ts';

export interface Judged {
  look: Look;
  until: number;
  back: () => Promise<boolean>;
}

/** Closings one after the other: what was judged leaves its place to the next one. */
export class Looks {
  waiting = $state.raw<readonly Look[]>([]);
  busy = $state('');
  failure = $state.raw<Failure | null>(null);
  #next: LookPlace | null = null;

  get current(): Look | null {
    return this.waiting[0] ?? null;
  }

  show({ looks, next }: LookPage): void {
    this.waiting = looks;
    this.#next = next;
  }

  async #refused(work: () => Promise<void>): Promise<boolean> {
    this.failure = null;
    try {
      await work();
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      return false;
    }
  }

  /** More, before the last one is seen. */
  async #refill(): Promise<void> {
    if (this.waiting.length > 2 || this.#next === null) return;
    const { looks, next } = await readLooks({ fetch, after: this.#next });
    const known = new Set(this.waiting.map(({ id }) => id));
    this.waiting = [...this.waiting, ...looks.filter(({ id }) => !known.has(id))];
    this.#next = next;
  }

  /** Puts the one in sight behind the others. */
  later(): void {
    const [first, ...rest] = this.waiting;
    if (first) this.waiting = [...rest, first];
  }

  async judge({ judged, note }: { judged: 'in-order' | 'sent-back'; note: string }): Promise<Judged | null> {
    const look = this.current;
    if (look === null || this.busy !== '') return null;
    this.busy = judged;
    let until = 0;
    const isDone = await this.#refused(async () => {
      until = (await judgeLook({ fetch, id: look.id, judged, note })).undoUntil;
    });
    // What somebody else has judged meanwhile, or what is closed no more, is no longer to be looked at.
    const isGone = this.failure?.status === 409 || this.failure?.status === 404;
    if (isDone || isGone) {
      this.waiting = this.waiting.filter(({ id }) => id !== look.id);
      await this.#refill().catch(() => undefined);
    }
    this.busy = '';
    if (!isDone) return null;
    return { look, until, back: () => this.#back(look) };
  }

  #back(look: Look): Promise<boolean> {
    return this.#refused(async () => {
      await undoLook({ fetch, id: look.id });
      this.waiting = [look, ...this.waiting];
    });
  }
}
