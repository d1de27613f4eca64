import { listOfficers } from '$lib/api/admin.ts';
import type { OfficerView } from '$lib/api/admin.ts';

const PAUSE = 150;
const MOST = 10;

/** Officers whose name or user name holds what is typed. */
export class OfficerSearch {
  found = $state.raw<OfficerView[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  ask(q: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void listOfficers({ fetch, filter: { q, limit: MOST } })
        .then(({ officers }) => (this.found = officers.filter(({ disabledAt }) => disabledAt === null)))
        .catch(() => undefined);
    }, PAUSE);
  }
}
