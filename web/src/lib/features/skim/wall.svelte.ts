import { ApiError, type Failure } from '$lib/api/http.ts';
import { readSkim, sendSkim, undoSkim } from '$lib/api/skim.ts';
import type { SkimPage, SkimPost } from '$lib/api/types.ts';

export interface WallDone {
  plucked: number;
  others: number;
  until: number;
  back: () => Promise<boolean>;
}

/** The filtered posts on the screen, which of them are to be plucked, and the next ones, asked for beforehand. */
export class Wall {
  posts = $state.raw<SkimPost[]>([]);
  marked = $state.raw<ReadonlySet<string>>(new Set());
  /** First digit of a number that is being typed. */
  typed = $state('');
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #next: Promise<SkimPage | null> = Promise.resolve(null);

  show(page: SkimPage): void {
    this.posts = page.posts;
    this.marked = new Set();
    this.typed = '';
    this.#fetchNext(page.next);
  }

  #fetchNext(cursor: string | null): void {
    this.#next = cursor === null ? Promise.resolve(null) : readSkim({ fetch, cursor }).catch(() => null);
  }

  /** Looks for posts that arrived; quietly, somebody asks again. */
  async look(): Promise<void> {
    const page = await readSkim({ fetch }).catch(() => null);
    if (page !== null && this.posts.length === 0) this.show(page);
  }

  toggle(id: string): void {
    const marked = new Set(this.marked);
    if (!marked.delete(id)) marked.add(id);
    this.marked = marked;
  }

  /** Two digits name a post: 01 to 30. */
  type(digit: string): void {
    const typed = this.typed + digit;
    if (typed.length < 2) {
      this.typed = typed;
      return;
    }
    this.typed = '';
    const post = this.posts[Number(typed) - 1];
    if (post !== undefined) this.toggle(post.ticket.id);
  }

  /** One digit and Enter name a post too: 1 is 01. False where nothing was begun. */
  finishTyping(): boolean {
    const { typed } = this;
    if (typed === '') return false;
    this.typed = '';
    const post = this.posts[Number(typed) - 1];
    if (post !== undefined) this.toggle(post.ticket.id);
    return true;
  }

  /** Plucks what is marked, confirms the others, and shows the next ones. Null where it was refused. */
  async settle(): Promise<WallDone | null> {
    if (this.busy || this.posts.length === 0) return null;
    this.busy = true;
    this.failure = null;
    const before = this.posts;
    const ids = before.map(({ ticket }) => ticket.id);
    const plucked = before
      .filter(({ ticket }) => this.marked.has(ticket.id))
      .map(({ ticket: { id, version } }) => ({ id, version }));
    try {
      const answer = await sendSkim({ fetch, looked: ids, plucked });
      this.show((await this.#next) ?? (await readSkim({ fetch })));
      return {
        plucked: answer.plucked.length,
        others: answer.looked.length,
        until: answer.undoUntil,
        back: async () => {
          try {
            await undoSkim({ fetch, ids });
            this.show(await readSkim({ fetch }));
            return true;
          } catch (cause) {
            if (!(cause instanceof ApiError)) throw cause;
            this.failure = cause.failure;
            return false;
          }
        },
      };
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      return null;
    } finally {
      this.busy = false;
    }
  }
}
