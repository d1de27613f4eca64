import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with keys in order and nothing optional: equal values have equal text. Undefined members are left out. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

export interface Link {
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  /** Canonical text. */
  readonly data: string;
  /** Hash of the event before in the stream; empty for the first. */
  readonly prev: string;
}

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The hash of an event: over the hash before it and everything that it says. */
export function hashOf(link: Link): string {
  const { stream, seq, at, type, actor, data, prev } = link;
  return sha256(
    `${prev}{"actor":${JSON.stringify(actor)},"at":${at},"data":${data},"seq":${seq},"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`,
  );
}
