import type { MessageKey } from '$lib/i18n/translate.ts';

export type WayName =
  | 'claim'
  | 'accept'
  | 'skip'
  | 'next'
  | 'previous'
  | 'undo'
  | 'danger'
  | 'join'
  | 'apart'
  | 'pair'
  | 'incident'
  | 'takeOver'
  | 'script'
  | 'mark'
  | 'showNew'
  | 'search'
  | 'takeDown'
  | 'skim'
  | 'handover'
  | 'roster'
  | 'spreading'
  | 'brief'
  | 'palette'
  | 'help';

export interface Way {
  name: WayName;
  /** As `meantKey` tells it. */
  key: string;
  /** As it stands beside what it does. */
  shown: string;
  label: MessageKey;
  /** Changes the ticket in focus: not while somebody else works on it. */
  acts?: true;
  /** What the key does where this cannot be done. */
  otherwise?: WayName;
  /** Leads on from the ticket in focus: it waits until that is there. */
  from?: true;
}

/** What can be done at the desk beside the acts of a ticket: keys, help sheet and palette all draw from here. */
export const WAYS: readonly Way[] = [
  { name: 'claim', key: 'f', shown: 'F', label: 'way.claim' },
  { name: 'accept', key: 'Enter', shown: '↵', label: 'help.accept', acts: true },
  { name: 'skip', key: 's', shown: 'S', label: 'way.skip' },
  { name: 'next', key: 'j', shown: 'J ↓', label: 'help.next' },
  { name: 'previous', key: 'k', shown: 'K ↑', label: 'help.previous' },
  { name: 'undo', key: 'z', shown: 'Z', label: 'help.undo' },
  { name: 'danger', key: 'e', shown: 'E', label: 'way.danger', acts: true },
  { name: 'join', key: 'i', shown: 'I', label: 'incident.join', acts: true },
  { name: 'apart', key: 'd', shown: 'D', label: 'incident.apart', acts: true, otherwise: 'pair' },
  { name: 'pair', key: '3', shown: '3', label: 'pair.open', acts: true },
  { name: 'incident', key: '1', shown: '1', label: 'incident.page', from: true },
  { name: 'takeOver', key: 'y', shown: 'Y', label: 'lease.take' },
  { name: 'script', key: 'l', shown: 'L', label: 'way.script' },
  { name: 'mark', key: 'h', shown: 'H', label: 'way.mark' },
  { name: 'showNew', key: '.', shown: '.', label: 'help.new' },
  { name: 'search', key: '/', shown: '/', label: 'help.search' },
  { name: 'takeDown', key: '+', shown: '+', label: 'help.takeDown' },
  { name: 'skim', key: 'g', shown: 'G', label: 'skim.title' },
  { name: 'handover', key: 'u', shown: 'U', label: 'handover.title' },
  { name: 'roster', key: '0', shown: '0', label: 'roster.title' },
  { name: 'spreading', key: '2', shown: '2', label: 'spread.title' },
  { name: 'brief', key: ',', shown: ',', label: 'brief.way', from: true },
  { name: 'palette', key: 'p', shown: 'P', label: 'palette.title' },
  { name: 'help', key: '?', shown: '?', label: 'help.title' },
];

/** Other keys that mean the same. */
const ALSO: Readonly<Record<string, string>> = { ArrowDown: 'j', ArrowUp: 'k' };

export const wayFor = (key: string): Way | undefined => WAYS.find((way) => way.key === (ALSO[key] ?? key));
