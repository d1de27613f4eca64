import type { TimelineAct, TimelineEntry, TimelinePost } from '$lib/api/incidents.ts';

export interface ToldAct extends TimelineAct {
  /** All dockets that it was done to. */
  tickets: string[];
}

export type Told = TimelinePost | ToldAct;

/** What was done to many at once is told once. */
export function told(entries: readonly TimelineEntry[]): Told[] {
  const lines: Told[] = [];
  for (const entry of entries) {
    const batch =
      entry.kind === 'act' && entry.batch !== null
        ? lines.find((line) => line.kind === 'act' && line.batch === entry.batch && line.type === entry.type)
        : undefined;
    if (batch?.kind === 'act') batch.tickets.push(entry.ticket);
    else lines.push(entry.kind === 'act' ? { ...entry, tickets: [entry.ticket] } : entry);
  }
  return lines;
}
