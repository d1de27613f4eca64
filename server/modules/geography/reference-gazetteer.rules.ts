import type { GazetteerUnit } from '../inbound/stages.types.ts';

/** A unit as reference data hold it. */
export interface NamedUnit {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  readonly names: { readonly en: string; readonly hi: string; readonly mr: string | null };
  readonly aliases: readonly string[];
  readonly localities: readonly string[];
  readonly handles: readonly string[];
  readonly lat: number | null;
  readonly lon: number | null;
}

/** The same unit as the stages need it; the English name comes first. */
export const toGazetteerUnit = (unit: NamedUnit): GazetteerUnit => ({
  id: unit.id,
  type: unit.type,
  parent: unit.parent,
  names: [unit.names.en, unit.names.hi, ...(unit.names.mr === null ? [] : [unit.names.mr])],
  aliases: [...unit.aliases, ...unit.localities],
  handles: unit.handles,
  lat: unit.lat ?? undefined,
  lon: unit.lon ?? undefined,
});
