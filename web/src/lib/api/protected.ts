import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Names } from '$lib/i18n/names.ts';

/** A position that reads protected matters of a unit. */
export interface ProtectedReader {
  id: string;
  since: number;
  until: number | null;
  by: string | null;
  position: { id: string; title: Names | null; unit: { id: string; name: Names } | null };
  unit: { id: string; name: Names | null };
}

const PATH = '/api/admin/protected-readers';

export const listProtectedReaders = ({ fetch }: { fetch: Fetch }) =>
  request<{ readers: ProtectedReader[] }>({ fetch, path: PATH }).then(({ readers }) => readers);

export const nameProtectedReader = (input: { fetch: Fetch; body: { position: string; unit: string } }) =>
  request<{ id: string }>({ ...input, path: PATH, method: 'POST' });

export const endProtectedReader = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `${PATH}/${encodeURIComponent(id)}/end`, method: 'POST' });
