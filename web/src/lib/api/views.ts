import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { SavedView } from './types.ts';

export const listViews = ({ fetch }: { fetch: Fetch }) =>
  request<{ views: SavedView[] }>({ fetch, path: '/api/v1/views' }).then(({ views }) => views);
export const saveView = ({
  fetch,
  ...body
}: {
  fetch: Fetch;
  name: string;
  search: string;
  /** Whose list it is; the officer's first position unless it is named. */
  position?: string;
}) => request<{ view: SavedView }>({ fetch, path: '/api/v1/views', method: 'POST', body }).then(({ view }) => view);
export const removeView = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/v1/views/${encodeURIComponent(id)}`, method: 'DELETE' });
