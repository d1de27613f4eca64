import type { Tables } from '../../schema.ts';
import type { OfficerDeps } from '../officers/officers.types.ts';

export type StationDevice = Tables['stationDevice']['$inferSelect'];
export type DeviceSession = Tables['deviceSession']['$inferSelect'];
export type ChargeHandover = Tables['chargeHandover']['$inferSelect'];

/** What the use cases of devices and of charge need. */
export interface ChargeDeps extends OfficerDeps {
  readonly config: { readonly secret: string; readonly publicUrl: string | null };
}
