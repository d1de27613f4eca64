import { invalidateAll } from '$app/navigation';
import { ApiError } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';

/** One change by an administrator: what runs, what was refused; the page is read anew afterwards. */
export class Task {
  /** Name of what runs; empty when nothing does. */
  busy = $state('');
  failure = $state.raw<Failure | null>(null);
  /** Name of what was carried out last. */
  done = $state('');

  async run<T>({ name, work }: { name: string; work: () => Promise<T> }): Promise<T | null> {
    if (this.busy !== '') return null;
    this.busy = name;
    this.failure = null;
    this.done = '';
    try {
      const answer = await work();
      await invalidateAll();
      this.done = name;
      return answer;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.failure = cause.failure;
      return null;
    } finally {
      this.busy = '';
    }
  }
}
