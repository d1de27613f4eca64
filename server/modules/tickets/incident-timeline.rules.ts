/** Where a page of a timeline ends: the last post and the last event that it told, each null where none was yet. */
export interface TimelineCursor {
  readonly post: { readonly at: number; readonly id: string } | null;
  readonly event: { readonly at: number; readonly stream: string; readonly seq: number } | null;
}

/** `at,id,at,stream,seq`, empty for what is null. */
export const CURSOR = /^(?:(\d+),([\w-]+))?;(?:(\d+),([\w:-]+),(\d+))?$/;

export const formatCursor = ({ post, event }: TimelineCursor): string =>
  `${post ? `${post.at},${post.id}` : ''};${event ? `${event.at},${event.stream},${event.seq}` : ''}`;

/** Reads what `formatCursor` wrote; anything else begins anew. */
export function parseCursor(text: string): TimelineCursor {
  const [, postAt, id, eventAt, stream, seq] = CURSOR.exec(text) ?? [];
  return {
    post: id === undefined ? null : { at: Number(postAt), id },
    event: stream === undefined ? null : { at: Number(eventAt), stream, seq: Number(seq) },
  };
}
